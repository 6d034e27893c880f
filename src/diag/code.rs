//! The stable codes. Each has words in `words/` and a page `tests/problems/<code>.md` that is test and help at once.

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published, but somebody should look; `--strict` makes it fail.
    Warning,
    /// Worth knowing; never fails.
    Note,
}

impl Severity {
    /// The word in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($severity:ident { $($variant:ident = $name:literal,)* })*) => {
        /// What kind of fault, warning or note.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each code is explained by its page in tests/problems")]
        pub enum Code { $($($variant,)*)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$($(Code::$variant,)*)*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $($(Code::$variant => $name,)*)* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $($(Code::$variant => Severity::$severity,)*)* }
            }

            /// The code of a name.
            pub fn from_name(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    Error {
        FileMissing = "file-missing",
        FileRefused = "file-refused",
        FileEncoding = "file-encoding",
        FileSize = "file-size",
        YamlSyntax = "yaml-syntax",
        YamlFeature = "yaml-feature",
        DuplicateKey = "duplicate-key",
        CommaCuts = "comma-cuts",
        CsvSyntax = "csv-syntax",
        CsvColumn = "csv-column",
        FrontMatter = "front-matter",
        UnknownKey = "unknown-key",
        MissingKey = "missing-key",
        EmptyValue = "empty-value",
        WrongShape = "wrong-shape",
        BadChoice = "bad-choice",
        BadSlug = "bad-slug",
        BadNumber = "bad-number",
        BadScore = "bad-score",
        ScoreRange = "score-range",
        ScoreDecimals = "score-decimals",
        BadYear = "bad-year",
        BadDate = "bad-date",
        BadAddress = "bad-address",
        UnknownLanguage = "unknown-language",
        UnknownReference = "unknown-reference",
        DuplicateId = "duplicate-id",
        BandsOrder = "bands-order",
        WeightsSum = "weights-sum",
        MethodologyYear = "methodology-year",
        ResultContradiction = "result-contradiction",
        SourceMissing = "source-missing",
        CorrectionMismatch = "correction-mismatch",
        AddressCollision = "address-collision",
        ThemeFile = "theme-file",
        ThemeString = "theme-string",
        TemplateSyntax = "template-syntax",
        TemplateRender = "template-render",
        Insertion = "insertion",
        OutputRefused = "output-refused",
        OutputForeign = "output-foreign",
        OutputBusy = "output-busy",
        OutputDisk = "output-disk",
        InputDisk = "input-disk",
        BadImage = "bad-image",
        FileType = "file-type",
        MapFile = "map-file",
    }
    Warning {
        ZoneDiffers = "zone-differs",
        TotalsSum = "totals-sum",
        RegencyLeftOut = "regency-left-out",
        RawHtml = "raw-html",
        Markdown = "markdown",
        LinkScheme = "link-scheme",
        LinkBroken = "link-broken",
        FigureDiffers = "figure-differs",
        LinkOutside = "link-outside",
        NameSpelling = "name-spelling",
        AcceptUnused = "accept-unused",
        FileUnused = "file-unused",
        TagSpelling = "tag-spelling",
        AltText = "alt-text",
        ImageSmall = "image-small",
        MapRing = "map-ring",
        MapMatch = "map-match",
        TilePlace = "tile-place",
    }
    Note {
        FigureCorrected = "figure-corrected",
        LinkMoved = "link-moved",
        TranslationMissing = "translation-missing",
    }
}
