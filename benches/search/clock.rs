//! Processor time of the calling thread, and what many times come to.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Time that this thread had on a processor.
pub fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32)
}

/// Processor time of one act in milliseconds: the median of several times.
pub fn cost<T>(times: usize, mut act: impl FnMut() -> T) -> f64 {
    let mut all: Vec<f64> = (0..times)
        .map(|_| {
            let before = processor_time();
            std::hint::black_box(act());
            (processor_time() - before).as_secs_f64() * 1e3
        })
        .collect();
    all.sort_unstable_by(f64::total_cmp);
    all[times / 2]
}

/// The value that so many percent are no greater than.
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted.get(place.max(1) - 1).copied().unwrap_or(f64::NAN)
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Gigabytes a second that this thread reads of a large array: the bound under which no search can be.
pub fn reading_speed() -> f64 {
    let array = vec![1_u64; 1 << 25];
    let milliseconds = cost(9, || {
        let lanes = array.chunks_exact(8).fold([0_u64; 8], |mut sums, lanes| {
            for (sum, value) in sums.iter_mut().zip(lanes) {
                *sum = sum.wrapping_add(*value);
            }
            sums
        });
        lanes.iter().sum::<u64>()
    });
    size_of_val(&*array) as f64 / milliseconds / 1e6
}
