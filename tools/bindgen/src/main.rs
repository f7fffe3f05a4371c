//! `paylink-bindgen MODULE.wasm FOLDER NAME`: writes `NAME.js` and `NAME_bg.wasm`, with their types, to the folder.

use std::env::args;
use std::process::exit;

use wasm_bindgen_cli_support::Bindgen;

fn main() {
    let [module, folder, name] =
        args().skip(1).collect::<Vec<_>>().try_into().unwrap_or_else(|_| {
            eprintln!("usage: paylink-bindgen MODULE.wasm FOLDER NAME");
            exit(2)
        });
    let written = Bindgen::new()
        .web(true)
        .map(|bindgen| bindgen.typescript(true).omit_default_module_path(true))
        // `__wbg_reset_state`: a new instance after a crash.
        .map(|bindgen| bindgen.reset_state_function(true))
        .and_then(|bindgen| bindgen.input_path(module).out_name(&name).generate(folder));
    if let Err(error) = written {
        eprintln!("{error:?}");
        exit(1);
    }
}
