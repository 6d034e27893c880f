//! What the invented texts are made of. No sentence here states a figure of its own.

/// Kinds of service: id, name and English name, and what people go there for.
pub(crate) const SECTORS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "dukcapil",
        "Kependudukan dan Pencatatan Sipil",
        "Civil Registration",
        "KTP, kartu keluarga, akta",
        "Identity cards, family cards, certificates",
    ),
    ("perizinan", "Perizinan", "Licensing", "Izin usaha, izin bangunan", "Business and building permits"),
    ("kesehatan", "Kesehatan", "Health", "Puskesmas, rujukan, imunisasi", "Clinics, referrals, vaccination"),
    (
        "pendidikan",
        "Pendidikan",
        "Education",
        "Pindah sekolah, legalisasi ijazah",
        "School transfers, certified diplomas",
    ),
    ("sosial", "Sosial", "Social Services", "Bantuan sosial, data keluarga miskin", "Social assistance"),
    ("perhubungan", "Perhubungan", "Transport", "Uji kendaraan, izin trayek", "Vehicle tests, route permits"),
    ("ketenagakerjaan", "Ketenagakerjaan", "Labour", "Kartu pencari kerja, pelatihan", "Job seekers' cards, training"),
    ("lingkungan", "Lingkungan Hidup", "Environment", "Izin lingkungan, sampah", "Environmental permits, waste"),
    ("pertanahan", "Pertanahan", "Land", "Surat tanah, pengukuran", "Land titles, surveys"),
    (
        "pasar",
        "Pasar dan Perdagangan",
        "Markets and Trade",
        "Izin kios, tera timbangan",
        "Stall permits, tested scales",
    ),
    (
        "perpustakaan",
        "Perpustakaan dan Kearsipan",
        "Libraries and Archives",
        "Kartu anggota, salinan arsip",
        "Library cards, copies of records",
    ),
    ("pertanian", "Pertanian", "Agriculture", "Pupuk, penyuluhan", "Fertiliser, advice to farmers"),
];

/// What a unit serves: id, name and English name.
pub(crate) const PRODUCTS: &[(&str, &str, &str)] = &[
    ("kartu", "Kartu baru", "New card"),
    ("salinan", "Salinan dokumen", "Copy of a document"),
    ("izin", "Izin sementara", "Temporary permit"),
    ("pengaduan", "Tanggapan pengaduan", "Answer to a complaint"),
];

/// Topics of articles.
pub(crate) const TOPICS: &[&str] =
    &["hasil", "loket", "pendampingan", "pengaduan", "metode", "kunjungan", "standar layanan", "inovasi", "koreksi"];

/// Datelines.
pub(crate) const PLACES: &[&str] = &["Kota Karangan", "Muara Rekaan", "Padang Umpama", "Bukit Misal"];

/// Titles: what is said of the first body, Indonesian and English.
pub(crate) const TITLES: &[(&str, &str)] = &[
    ("{} membenahi loketnya", "{} repairs its counters"),
    ("Apa yang berubah di {}", "What has changed in {}"),
    ("{} dan catatan penilai", "{} and the assessor's remarks"),
    ("Warga {} menunggu lebih singkat", "People in {} wait less"),
    ("Pendampingan untuk {} dimulai", "Support for {} begins"),
];

/// A result: body, figure, year. Several ways to say the same.
pub(crate) const RESULTS: &[(&str, &str)] = &[
    ("{body} mendapat nilai {score} pada {year}.", "{body} scored {score} in {year}."),
    ("Nilai {body} pada {year} adalah {score}.", "The score of {body} in {year} was {score}."),
    ("Pada {year} penilai memberi {body} nilai {score}.", "In {year} the assessor gave {body} a score of {score}."),
];

/// What stands between.
pub(crate) const SENTENCES: &[(&str, &str)] = &[
    (
        "Penilai datang tanpa pemberitahuan dan melihat apa yang terpasang di ruang tunggu.",
        "The assessors came unannounced and looked at what was on the wall of the waiting room.",
    ),
    (
        "Yang diperiksa antara lain persyaratan, alur, waktu, biaya, dan tempat mengadu.",
        "They looked at requirements, steps, time, cost and the place to complain, among other things.",
    ),
    (
        "Papan informasi yang hilang mudah diganti, tetapi kebiasaan petugas lebih sulit diubah.",
        "A missing notice board is soon replaced, but the habits of the staff are harder to change.",
    ),
    (
        "Beberapa warga mengatakan bahwa antrean lebih tertib sejak nomor dipanggil lewat layar.",
        "Some residents say the queue is calmer since numbers are called on a screen.",
    ),
    (
        "Kepala dinas meminta setiap loket mencantumkan nama petugas yang bertugas hari itu.",
        "The head of the office asked every counter to show the name of the officer on duty.",
    ),
    (
        "Biaya yang tidak tertulis tidak boleh dipungut, begitu bunyi aturan yang ditempel di pintu.",
        "What is not written down may not be charged, says the rule on the door.",
    ),
    (
        "Kursi untuk lansia dan penyandang disabilitas kini disediakan di dekat pintu masuk.",
        "Seats for the elderly and for people with disabilities now stand near the entrance.",
    ),
    (
        "Laporan warga dicatat dengan nomor, sehingga pelapor dapat menanyakan perkembangannya.",
        "Complaints are recorded with a number, so that whoever complained can ask how it goes.",
    ),
    (
        "Tim pendamping kembali sebulan kemudian untuk melihat apakah janji itu ditepati.",
        "The support team came back a month later to see whether the promise was kept.",
    ),
    (
        "Tidak semua unit berubah secepat itu; sebagian masih menunggu anggaran.",
        "Not every unit changed as fast; some still wait for money.",
    ),
    (
        "Formulir yang sama sekarang dapat diunduh sebelum orang datang ke kantor.",
        "The same form can now be fetched before people come to the office.",
    ),
    (
        "Petugas yang baru mendapat pelatihan tentang cara menjelaskan penolakan.",
        "New staff are trained in how to explain a refusal.",
    ),
    (
        "Angka satu tahun tidak bercerita banyak; arah selama beberapa tahun lebih penting.",
        "The figure of one year says little; the direction over several years matters more.",
    ),
    (
        "Penilaian ini bukan survei kepuasan, melainkan pemeriksaan terhadap standar layanan.",
        "The assessment is no survey of satisfaction but a check of the service standard.",
    ),
    (
        "Daerah yang tidak dinilai pada satu tahun tidak otomatis lebih buruk.",
        "A body that was not assessed in a year is not worse for it.",
    ),
    (
        "Pemerintah daerah berjanji menerbitkan hasil setiap unit, bukan hanya nilai gabungannya.",
        "The government promised to publish the result of every unit, not only the total.",
    ),
    (
        "Orang yang tinggal jauh dari ibu kota berharap loket keliling datang lebih sering.",
        "People far from the capital hope that the mobile counter will come more often.",
    ),
    (
        "Sebuah kotak saran tidak berguna bila tidak ada yang membukanya.",
        "A suggestion box is of no use if nobody opens it.",
    ),
];
