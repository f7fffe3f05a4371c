#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| paylink_fuzz::request::hold(data));
