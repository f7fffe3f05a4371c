//! The shape of the source itself: what must stay in its place.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use paylink::model::Format;

fn sources(folder: &Path, of: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, of, found);
        } else if path.extension().is_some_and(|extension| extension == of) {
            found.push(path);
        }
    }
}

/// The code of every file in `src`, without comments and without its tests.
fn code() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, "rs", &mut files);
    files
        .into_iter()
        .filter(|path| !path.display().to_string().ends_with("tests.rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            (name, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// The layers, lowest first: each imports only those before it.
const LAYERS: [&str; 16] = [
    "host",
    "syntax",
    "finding",
    "model",
    "http",
    "reading",
    "schema",
    "idempotency",
    "provider",
    "deciding",
    "links",
    "calling",
    "messages",
    "closed_sets",
    "api",
    "wasm",
];

/// The leaves of a `use` tree, `a::{b, c::d}` as `a::b` and `a::c::d`.
fn leaves(tree: &str) -> Vec<String> {
    let Some((base, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).trim().to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut parts, mut depth, mut part) = (Vec::new(), 0, String::new());
    for char in inner.chars() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if char == ',' && depth == 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(char);
        }
    }
    parts.push(part);
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(leaves).map(|leaf| format!("{}{leaf}", base.trim())).collect()
}

/// The modules of `src`, what each re-exports, and what each imports, by absolute paths.
struct Modules {
    code: BTreeMap<String, String>,
    exports: BTreeMap<(String, String), Vec<String>>,
}

impl Modules {
    fn of(code: Vec<(String, String)>) -> Self {
        let module = |file: &str| {
            let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
            // One module, for two hosts.
            if path.starts_with("host/") { "host".to_owned() } else { path.replace('/', "::") }
        };
        let code = code.into_iter().map(|(file, code)| (module(&file), code)).collect();
        let mut modules = Self { code, exports: BTreeMap::new() };
        for name in modules.code.keys() {
            for (is_export, path) in modules.uses(name) {
                if let (true, Some(last)) = (is_export, path.last()) {
                    modules.exports.insert((name.clone(), last.clone()), path);
                }
            }
        }
        modules
    }

    /// The `use` declarations of a module, and whether they are re-exports.
    fn uses(&self, module: &str) -> Vec<(bool, Vec<String>)> {
        let mut found = Vec::new();
        for statement in self.code.get(module).map_or("", String::as_str).split(';') {
            let Some(at) = statement.rfind("use ") else { continue };
            let before = statement.get(..at).unwrap_or_default();
            if !before.is_empty() && !before.ends_with([' ', '\n', ')']) {
                continue;
            }
            let is_export = before.lines().last().is_some_and(|line| line.starts_with("pub"));
            let tree = statement.get(at + 4..).unwrap_or_default();
            let paths = leaves(tree).into_iter().filter_map(|leaf| self.absolute(module, &leaf));
            found.extend(paths.map(|path| (is_export, path)));
        }
        found
    }

    /// A path from the crate's root; none of another crate.
    fn absolute(&self, module: &str, path: &str) -> Option<Vec<String>> {
        let mut base: Vec<_> = module.split("::").map(str::to_owned).collect();
        let mut steps = path.split("::").map(str::to_owned).peekable();
        match steps.peek().map(String::as_str) {
            Some("crate") => {
                steps.next();
                return Some(steps.collect());
            }
            Some("self") => {
                steps.next();
            }
            Some("super") => {
                while steps.next_if(|step| step == "super").is_some() {
                    base.pop();
                }
            }
            Some(first) if self.code.contains_key(&format!("{module}::{first}")) => {}
            Some(_) | None => return None,
        }
        base.extend(steps);
        Some(base)
    }

    /// The module that an item is defined in, through re-exports.
    fn defined_in(&self, mut path: Vec<String>) -> Option<String> {
        for _ in 0..8 {
            let length = (1..=path.len())
                .rev()
                .find(|length| self.code.contains_key(&path.get(..*length).unwrap().join("::")))?;
            let module = path.get(..length).unwrap().join("::");
            let item = path.get(length).cloned();
            match item.and_then(|item| self.exports.get(&(module.clone(), item))) {
                Some(further) => path.clone_from(further),
                None => return Some(module),
            }
        }
        None
    }

    /// Which module uses which: imports, and paths in the code.
    fn edges(&self) -> BTreeSet<(String, String)> {
        let mut edges = BTreeSet::new();
        for (module, code) in &self.code {
            let inline = code.match_indices("crate::").chain(code.match_indices("super::"));
            let inline = inline.filter_map(|(at, _)| {
                let path = code.get(at..)?;
                let end = path.find(|char: char| !(char.is_alphanumeric() || "_:".contains(char)));
                self.absolute(module, path.get(..end?)?.trim_end_matches(':'))
            });
            let own = format!("{module}::");
            let imports = self.uses(module).into_iter().filter_map(|(is_export, path)| {
                let is_child = path.join("::").starts_with(&own);
                (!(is_export && is_child)).then_some(path)
            });
            let used = imports.chain(inline).filter_map(|path| self.defined_in(path));
            edges.extend(
                used.filter(|used| used != module && used != "lib")
                    .map(|used| (module.clone(), used)),
            );
        }
        edges
    }
}

/// The first import of a higher layer, and the first circle within one.
fn first_wrong(modules: &Modules) -> Option<String> {
    let rank = |module: &str| {
        let layer = module.split("::").next().unwrap_or_default();
        LAYERS.iter().position(|known| *known == layer)
    };
    let mut edges = modules.edges();
    edges.retain(|(from, _)| from != "lib");
    for (from, to) in &edges {
        let (Some(low), Some(high)) = (rank(from), rank(to)) else {
            return Some(format!("{from} or {to} is in no layer"));
        };
        if high > low {
            return Some(format!("{from} imports {to}, which is above it"));
        }
    }
    // What imports nothing that is left, or is imported by nothing, is in no circle.
    loop {
        let (from, to): (BTreeSet<_>, BTreeSet<_>) = edges.iter().cloned().unzip();
        let before = edges.len();
        edges.retain(|edge| from.contains(&edge.1) && to.contains(&edge.0));
        if edges.len() == before {
            break;
        }
    }
    (!edges.is_empty()).then(|| format!("a circle: {edges:?}"))
}

#[test]
fn imports_go_one_way() {
    assert_eq!(first_wrong(&Modules::of(code())), None);
}

/// What the test above would miss, if it read no imports.
#[test]
fn an_import_of_a_higher_layer_is_found() {
    for (file, line, expected) in [
        ("syntax/pointer.rs", "use crate::model::Status;", "above"),
        ("model/link.rs", "pub use crate::links::{write, read::read};", "above"),
        ("finding/excerpt.rs", "use super::limits::Room as Space;", "circle"),
        ("reading/member_value.rs", "fn f() { crate::provider::listing::f(); }", "above"),
    ] {
        let mut planted = code();
        let (_, text) = planted.iter_mut().find(|(name, _)| name == file).unwrap();
        text.insert_str(0, &format!("{line}\n"));
        let found = first_wrong(&Modules::of(planted)).unwrap_or_default();
        assert!(found.contains(expected), "{file}: {line}: {found}");
    }
}

/// A method needs no import: a provider's rules are asked for only from its own layer on.
#[test]
fn nothing_below_providers_asks_one() {
    let below = LAYERS.iter().take_while(|layer| **layer != "provider");
    let below: Vec<_> = below.map(|layer| format!("{layer}/")).collect();
    for (file, code) in code() {
        if below.iter().any(|layer| file.starts_with(layer)) {
            assert!(!code.contains(".adapter()"), "{file} asks a provider");
        }
    }
}

#[test]
fn a_provider_is_one_folder_and_one_line_in_the_list() {
    for format in Format::ALL {
        let own = |file: &str| file.starts_with(&format!("provider/{}/", format.id()));
        let variant = format!("{format:?}");
        let words = [format.id(), variant.as_str()];
        for (file, code) in code().iter().filter(|(file, _)| !own(file)) {
            let tokens = code.split(|char: char| !char.is_alphanumeric() && char != '_');
            let mentions = tokens.filter(|token| words.contains(token)).count();
            // `(feature = "x") Variant = x,`
            let allowed = if file == "model/format.rs" { 3 } else { 0 };
            assert_eq!(mentions, allowed, "{file} speaks of {format}");
        }
    }
}

/// The files of JavaScript that may name a provider in their code. The examples of the API document are
/// links of the sandbox.
const NAMING: [&str; 2] = ["edge/sandbox/providers/", "edge/contract/story.js"];

/// A new provider needs no change of the package, the edge and the pages, except what is generated or
/// translated.
#[test]
fn no_javascript_outside_its_sandbox_folder_names_a_provider() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = BTreeSet::new();
    for folder in ["pkg", "edge", "www"] {
        let mut files = Vec::new();
        sources(&root.join(folder), "js", &mut files);
        assert!(files.len() > 5, "{folder}");
        for path in files {
            let file = path.strip_prefix(root).unwrap().display().to_string();
            let text = fs::read_to_string(&path).unwrap();
            let is_code = |line: &&str| !line.trim_start().starts_with(['/', '*']);
            for line in text.lines().filter(is_code) {
                let quoted = line.split(['"', '\'', '`']).skip(1).step_by(2);
                let ids = Format::ALL.iter().map(|format| format.id());
                if quoted.into_iter().any(|text| ids.clone().any(|id| id == text)) {
                    named.insert(file.clone());
                }
            }
        }
    }
    named.retain(|file| !NAMING.iter().any(|known| file.starts_with(known)));
    named.retain(|file| !file.starts_with("pkg/wasm/"));
    assert_eq!(named, BTreeSet::new());
}

#[test]
fn what_decides_has_no_default_arm() {
    let decides = [
        "model/state_machine",
        "deciding/decision",
        "deciding/lifecycle_rules",
        "deciding/reconcile",
        "deciding/transition",
        "deciding/truth_table",
        "calling/response",
    ];
    for (file, code) in code() {
        let by_rule = code.contains("fn rule(") && file.starts_with("provider/");
        let named = file.strip_suffix(".rs").is_some_and(|name| decides.contains(&name));
        if by_rule && file != "provider/mod.rs" {
            assert!(code.contains("#[deny(clippy::wildcard_enum_match_arm)]\nfn rule("), "{file}");
        }
        if named {
            assert!(code.contains("#![deny(clippy::wildcard_enum_match_arm)]"), "{file}");
        }
    }
}

#[test]
fn the_target_is_asked_for_once() {
    let places: Vec<_> = code()
        .into_iter()
        .filter(|(_, code)| code.contains("target_arch"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(places, ["lib.rs"]);
}

#[test]
fn the_core_has_no_clock_and_no_randomness_and_the_wasm_crates_stay_outside() {
    for (file, code) in code() {
        for word in [
            "SystemTime",
            "Utc::now",
            "Local::now",
            "std::time::Instant",
            "std::fs",
            "std::net::Tcp",
        ] {
            assert!(!code.contains(word), "{file} has {word}");
        }
        if !file.starts_with("wasm") && file != "host/javascript.rs" {
            for word in ["wasm_bindgen", "js_sys", "getrandom"] {
                assert!(!code.contains(word), "{file} has {word}");
            }
        }
    }
}

#[test]
fn the_wasm_module_is_thin_over_the_api() {
    let (_, code) = code().into_iter().find(|(file, _)| file == "wasm/mod.rs").unwrap();
    for module in ["syntax::json", "reading", "deciding::transition", "model::lifecycle::step"] {
        assert!(!code.contains(&format!("crate::{module}")), "wasm reaches into {module}");
    }
}

#[test]
fn no_file_grows_past_what_a_reader_can_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (file, _) in code() {
        let lines = fs::read_to_string(root.join(&file)).unwrap().lines().count();
        assert!(lines <= 500, "{file} has {lines} lines");
    }
}
