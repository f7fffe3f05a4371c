//! Makes so many links and reads them, or only makes them: the difference is what reading takes.

use paylink::api::ReadOptions;
use paylink::deciding::decision::Clock;
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::Format;
use paylink::model::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, format, count, what] = arguments.as_slice() else {
        panic!("a format, how many links, and `read` or `make`")
    };
    let count = count.parse().expect("how many links");
    let bytes =
        if format == "connect" { paylink_bench::connect(count) } else { paylink_bench::txn(count) };
    if what == "make" {
        std::hint::black_box(bytes);
        return;
    }
    let read = ReadOptions { format: Format::from_id(format), max_bytes: usize::MAX };
    let clock = Instant::from_millis(1_750_000_000_000).map(|now| Clock { now, skew_ms: 5_000 });
    let batch = LinkBatch::read(bytes, BatchOptions { read, clock, page: None });
    assert_eq!(batch.len(), count, "{:?}", batch.issues());
}
