use std::cell::Cell;

use metrics_exporter_prometheus::PrometheusBuilder;

use super::*;

/// Fails with these codes, then succeeds; tells the outcome, the attempts and the metrics.
fn attempt(may: Repeat, codes: &[&'static str]) -> (Result<(), SqlError>, u32, String) {
    let policy = Policy {
        attempts: 4,
        first_pause: Duration::ZERO,
        longest_pause: Duration::ZERO,
    };
    let recorder = PrometheusBuilder::new().build_recorder();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let attempts = Cell::new(0);
    let outcome = metrics::with_local_recorder(&recorder, || {
        runtime.block_on(repeat(&policy, may, |attempt| {
            attempts.set(attempt);
            let code = codes.get(attempt as usize - 1);
            async move {
                match code {
                    Some(code) => Err(SqlError::found(Kind::of_sqlstate(code), code, "fake")),
                    None => Ok(()),
                }
            }
        }))
    });
    (outcome, attempts.get(), recorder.handle().render())
}

fn is_counted(metrics: &str, code: &str, outcome: &str, times: u32) -> bool {
    let line =
        format!("vitrina_sql_failures_total{{sqlstate=\"{code}\",outcome=\"{outcome}\"}} {times}");
    metrics.lines().any(|counted| counted == line)
}

#[test]
fn work_that_was_undone_is_repeated_whatever_it_is() {
    let codes = [
        "40001", "40P01", "57P01", "57P02", "57P03", "08000", "08003", "08006", "58C00", "58C01",
    ];
    for code in codes {
        for may in [Repeat::Always, Repeat::Undone] {
            let (outcome, attempts, metrics) = attempt(may, &[code]);
            assert!(outcome.is_ok() && attempts == 2, "{code}");
            assert!(is_counted(&metrics, code, "repeated", 1), "{metrics}");
        }
    }
}

#[test]
fn work_that_may_have_been_done_is_repeated_only_when_it_may_happen_twice() {
    for code in ["40003", "08007"] {
        let (outcome, attempts, _) = attempt(Repeat::Always, &[code]);
        assert!(outcome.is_ok() && attempts == 2, "{code}");
        let (outcome, attempts, metrics) = attempt(Repeat::Undone, &[code]);
        assert_eq!(outcome.unwrap_err().kind(), Kind::Ambiguous);
        assert_eq!(attempts, 1, "{code}");
        assert!(is_counted(&metrics, code, "ambiguous", 1), "{metrics}");
    }
}

#[test]
fn overload_time_outs_and_faults_are_never_repeated() {
    let rows = [
        ("53200", Kind::Overloaded, "overloaded"),
        ("53300", Kind::Overloaded, "overloaded"),
        ("57014", Kind::TimedOut, "timed_out"),
        ("55P03", Kind::TimedOut, "timed_out"),
        ("25P03", Kind::TimedOut, "timed_out"),
        ("25006", Kind::Fault, "fault"),
        ("0A000", Kind::Fault, "fault"),
        ("42P01", Kind::Fault, "fault"),
        ("28P01", Kind::Fault, "fault"),
    ];
    for (code, kind, outcome) in rows {
        let (failed, attempts, metrics) = attempt(Repeat::Always, &[code]);
        assert_eq!(failed.unwrap_err().kind(), kind, "{code}");
        assert_eq!(attempts, 1, "{code}");
        assert!(is_counted(&metrics, code, outcome, 1), "{metrics}");
    }
}

#[test]
fn attempts_are_bounded_and_the_last_failure_is_told() {
    let (outcome, attempts, metrics) = attempt(
        Repeat::Always,
        &["40001", "08006", "40001", "57P03", "40001"],
    );
    assert_eq!(outcome.unwrap_err().code(), "57P03");
    assert_eq!(attempts, 4);
    assert!(is_counted(&metrics, "40001", "repeated", 2), "{metrics}");
    assert!(is_counted(&metrics, "57P03", "gave_up", 1), "{metrics}");
}

#[test]
fn connection_that_goes_away_in_a_commit_leaves_its_outcome_unknown() {
    let at_commit = |code| SqlError::found(Kind::of_sqlstate(code), code, "commit").in_commit();
    assert_eq!(at_commit("57P01").kind(), Kind::Ambiguous);
    assert_eq!(at_commit("08006").kind(), Kind::Ambiguous);
    assert_eq!(at_commit("40001").kind(), Kind::Conflict);
}

#[test]
fn pauses_double_up_to_a_bound_and_differ() {
    let policy = Policy {
        attempts: 40,
        first_pause: Duration::from_millis(10),
        longest_pause: Duration::from_millis(100),
    };
    for (attempt, full) in [(1, 10), (2, 20), (3, 40), (4, 80), (5, 100), (40, 100)] {
        let pauses: Vec<Duration> = (0..20).map(|_| policy.pause(attempt)).collect();
        let full = Duration::from_millis(full);
        assert!(pauses.iter().all(|pause| (full / 2..=full).contains(pause)));
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
