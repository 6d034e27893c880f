//! Templates read as text, and what of a view comes through.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Reach, of_templates};

#[derive(Serialize)]
struct Outer {
    id: u8,
    part: Part,
    list: Vec<Part>,
    by_key: BTreeMap<&'static str, Part>,
    flat: Flat,
    raw: Value,
    unseen: Option<Part>,
}

#[derive(Serialize, Clone)]
struct Part {
    first: u8,
    name: &'static str,
    hidden: &'static str,
}

#[derive(Serialize)]
struct Flat {
    #[serde(flatten)]
    inner: Part,
    beside: u8,
}

fn part() -> Part {
    Part { first: 1, name: "n", hidden: "h" }
}

fn outer() -> Outer {
    Outer {
        id: 7,
        part: part(),
        list: vec![part()],
        by_key: BTreeMap::from([("hidden", part())]),
        flat: Flat { inner: part(), beside: 2 },
        raw: json!({"a": {"hidden": [1]}}),
        unseen: Some(part()),
    }
}

fn reach(templates: &[(&str, &str)]) -> Reach {
    of_templates(templates.iter().copied()).remove("page.html").expect("it is among them")
}

fn seen(text: &str) -> Value {
    serde_json::to_value(reach(&[("page.html", text)]).of(&outer())).expect("a view is JSON")
}

#[test]
fn what_is_not_named_is_left_out_save_the_first_field() {
    assert_eq!(
        seen("{{ view.part.name }}{% for one in view.list %}{{ one[\"hidden\"] }}{% endfor %} id flat"),
        json!({"id": 7, "part": {"first": 1, "name": "n", "hidden": "h"}, "list": [{"first": 1, "name": "n", "hidden": "h"}]})
    );
    assert_eq!(seen("{{ view.unseen }}"), json!({"id": 7, "unseen": {"first": 1}}));
    assert_eq!(seen("{# view.part.name #}{{ view.flat.beside }}"), json!({"id": 7, "flat": {"first": 1, "beside": 2}}));
}

#[test]
fn keys_of_data_and_what_is_shown_whole_stay() {
    assert_eq!(seen("{{ view.by_key | get(key=\"x\") }}"), json!({"id": 7, "by_key": {"hidden": {"first": 1}}}));
    assert_eq!(seen("{{ view.raw.a }}"), json!({"id": 7, "raw": {"a": {"hidden": [1]}}}));
    let whole = json!({"id": 7, "part": {"first": 1, "name": "n", "hidden": "h"}});
    assert_eq!(seen("{{ view.part | json }}"), whole);
    assert_eq!(seen("{{ view . part|json }}"), whole);
}

#[test]
fn who_walks_through_fields_gets_all_of_them() {
    for text in [
        "{% for key, value in view.part %}{{ value }}{% endfor %}",
        "{{ view[name] }}",
        "{{ view.list[0][name] }}",
        "{% set part = view.part %}{{ part | json }}",
        "{% for one in view.list %}{{ one | keys }}{% endfor %}",
        "{{ __tera_context }}",
        "{{ '}}' ~ view[`a` ~ name] }}",
    ] {
        assert_eq!(reach(&[("page.html", text)]), Reach::All, "{text}");
    }
    for text in
        ["{{ view.list[0].name }}", "{{ view['name'] }}", "{{ [view.a, view.b] }}", "{% for one in [a] %}{% endfor %}"]
    {
        assert_ne!(reach(&[("page.html", text)]), Reach::All, "{text}");
    }
}

#[test]
fn templates_reach_what_they_build_on_and_nothing_else() {
    let base = ("base.html", "{% block main %}{% endblock %}{{ view.part }}");
    let parts = "{% component row(one) %}{{ one.name }}{% endcomponent %}{% component other(one) %}{{ one.hidden }}{% endcomponent %}";
    let page = ("page.html", "{% extends \"base.html\" %}{% block main %}{{ <row one={view.list} /> }}{% endblock %}");
    let whole = serde_json::to_value(reach(&[base, ("parts.html", parts), page]).of(&outer())).expect("JSON");
    assert_eq!(
        whole,
        json!({"id": 7, "part": {"first": 1, "name": "n"}, "list": [{"first": 1, "name": "n"}]}),
        "a component that is not called says nothing"
    );
}
