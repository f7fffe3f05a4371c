//! A stable merge sort of indices, used everywhere: each instantiation of the standard library's
//! sort would add several kilobytes of code.

use std::cmp::Ordering;

/// The indices `0..count`, sorted by `compare`; equal ones keep their order.
pub(crate) fn order(count: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    // INVARIANT: what is sorted comes from one text, whose length fits in `u32`.
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..count).collect();
    let mut merged = Vec::with_capacity(order.len());
    let mut length = 1;
    while length < order.len() {
        merged.clear();
        for pair in order.chunks(2 * length) {
            let (one, two) = pair.split_at_checked(length).unwrap_or((pair, &[]));
            merge(one, two, compare, &mut merged);
        }
        std::mem::swap(&mut order, &mut merged);
        length *= 2;
    }
    order
}

fn merge(
    mut one: &[u32],
    mut two: &[u32],
    compare: &dyn Fn(u32, u32) -> Ordering,
    out: &mut Vec<u32>,
) {
    // Fast path: the two runs are mostly in order already.
    if let (Some(last), Some(first)) = (one.last(), two.first())
        && compare(*last, *first) == Ordering::Greater
    {
        while let (Some((left, lefts)), Some((right, rights))) =
            (one.split_first(), two.split_first())
        {
            if compare(*left, *right) == Ordering::Greater {
                out.push(*right);
                two = rights;
            } else {
                out.push(*left);
                one = lefts;
            }
        }
    }
    out.extend_from_slice(one);
    out.extend_from_slice(two);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_orders_as_the_stable_sort_of_the_library() {
        let mut seed = 1_u32;
        for count in (0..70).chain([127, 128, 129, 1000]) {
            for most in [1, 3, 1000] {
                let values: Vec<u32> = (0..count)
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (seed >> 8) % most
                    })
                    .collect();
                let by_value = |one: u32, two: u32| values[one as usize].cmp(&values[two as usize]);
                let mut expected: Vec<u32> = (0..count).collect();
                expected.sort_by(|one, two| by_value(*one, *two));
                assert_eq!(order(values.len(), &by_value), expected);
            }
        }
    }
}
