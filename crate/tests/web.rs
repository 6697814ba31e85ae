//! The boundary to JavaScript, in a real browser: `wasm-pack test --headless --chrome crate --test web`.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn runs_where_the_page_runs() {
    let window = js_sys::Reflect::get(&js_sys::global(), &"document".into());
    assert!(window.is_ok_and(|document| document.is_object()));
}
