//! `catalog.jsonld`: the data for catalogues, in the words of DCAT. Its context stands in it, so that reading it needs no other server.

use serde_json::{Value, json};

use super::{FileFacts, updated, url};
use crate::model::assessment::Assessment;
use crate::plan::Page;
use crate::plan::data::DataFile;
use crate::render::view::Cx;
use crate::render::view::feed::without_null;
use crate::render::words::message::Arg;

/// The catalogue with the files that were made before it.
pub fn catalog(readers: &[Cx<'_>], facts: &[FileFacts]) -> Value {
    let cx = readers[0];
    let own = url(cx.model, DataFile::Catalog);
    without_null(json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": own,
        "@type": "dcat:Catalog",
        "dct:title": titles(readers),
        "dct:publisher": publisher(&cx),
        "dct:license": licence(&cx),
        "dct:modified": modified(&cx),
        "foaf:homepage": {"@id": cx.url(Page::Home)},
        "dcat:dataset": [dataset(readers, facts, &own)],
    }))
}

fn dataset(readers: &[Cx<'_>], facts: &[FileFacts], own: &str) -> Value {
    let cx = readers[0];
    let all = cx.model.assessments.first().zip(cx.model.assessments.last());
    let period = all.map(|(first, last)| {
        let year = |a: &Assessment| json!({"@value": a.year.to_string(), "@type": "xsd:gYear"});
        json!({"@type": "dct:PeriodOfTime", "dcat:startDate": year(first), "dcat:endDate": year(last)})
    });
    without_null(json!({
        "@id": format!("{own}#dataset"),
        "@type": "dcat:Dataset",
        "dct:title": titles(readers),
        "dct:description": by_language(readers, |cx| {
            cx.say("data.dataset.about", &[("site", Arg::Text(&cx.text(&cx.model.site.title)))])
        }),
        "dct:language": cx.model.site.languages,
        "dct:publisher": publisher(&cx),
        "dct:license": licence(&cx),
        "dct:modified": modified(&cx),
        "dct:temporal": period,
        "dcat:landingPage": {"@id": cx.url(Page::Data)},
        "dcat:distribution": facts.iter().map(|facts| distribution(readers, facts)).collect::<Vec<Value>>(),
    }))
}

fn distribution(readers: &[Cx<'_>], facts: &FileFacts) -> Value {
    let cx = readers[0];
    let address = url(cx.model, facts.file);
    let said = |part: &str| by_language(readers, |cx| cx.say(&format!("data.file.{}.{part}", facts.file.name()), &[]));
    let media_type = format!("https://www.iana.org/assignments/media-types/{}", facts.file.form().media_type());
    without_null(json!({
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": said("title"),
        "dct:description": said("about"),
        "dct:license": licence(&cx),
        "dcat:accessURL": {"@id": cx.url(Page::Data)},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": media_type},
        "dcat:byteSize": {"@value": facts.bytes.to_string(), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": facts.sha256, "@type": "xsd:hexBinary"},
        },
    }))
}

fn titles(readers: &[Cx<'_>]) -> Value {
    by_language(readers, |cx| cx.say("data.dataset.name", &[("site", Arg::Text(&cx.text(&cx.model.site.title)))]))
}

fn by_language(readers: &[Cx<'_>], say: impl Fn(&Cx<'_>) -> String) -> Value {
    readers.iter().map(|cx| json!({"@value": say(cx), "@language": cx.words.lang()})).collect()
}

fn publisher(cx: &Cx<'_>) -> Option<Value> {
    let party = cx.model.site.publisher.as_ref()?;
    let homepage = party.url.as_ref().map(|url| json!({"@id": url}));
    Some(without_null(json!({"@type": "foaf:Agent", "foaf:name": cx.text(&party.name), "foaf:homepage": homepage})))
}

/// The address of the licence, or else its name.
fn licence(cx: &Cx<'_>) -> Option<Value> {
    let licence = cx.model.site.licence.as_ref()?;
    Some(licence.url.as_ref().map_or_else(|| json!(cx.text(&licence.name)), |url| json!({"@id": url})))
}

fn modified(cx: &Cx<'_>) -> Option<Value> {
    updated(cx.model).map(|day| json!({"@value": day, "@type": "xsd:date"}))
}
