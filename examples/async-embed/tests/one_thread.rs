//! Both ways, on a single thread.

use std::time::Duration;

use async_embed::bare;
use async_embed::shimmed::invoke_all;
use greentic_host_shim::{Error, Host, InvokeResult, LimitKind, Limits, Shim};
use greentic_testkit::guests::bytes;

/// Long enough for all calls that do not loop.
fn limits() -> Limits {
    Limits {
        deadline: Some(Duration::from_secs(2)),
        ..Limits::default()
    }
}

#[tokio::test]
async fn others_go_on_while_one_loops_until_its_deadline() {
    let shim = Shim::new(limits()).expect("an engine");
    let node = shim
        .prepare(&bytes("conformance-hostile"), Host::new())
        .expect("a node");
    let mut calls = vec![("loop".to_owned(), String::new())];
    calls.extend((1..=300).map(|number| ("echo".to_owned(), format!("{number}"))));
    let mut answers = invoke_all(&node, &calls).await;

    // The first to begin is the last to end.
    let (index, answer) = answers.pop().expect("an answer");
    let error = answer.expect_err("it loops");
    let late = LimitKind::Deadline;
    assert!(
        index == 0 && matches!(&error, Error::Limit { which, .. } if *which == late),
        "{index}: {error}"
    );
    assert_eq!(answers.len(), 300);
    for (index, answer) in answers {
        let answer = answer.expect("an answer");
        assert_eq!(answer, InvokeResult::Ok(calls[index].1.clone()));
    }
}

#[tokio::test]
async fn calls_on_a_store_of_ones_own_have_their_own_data() {
    let node = bare::Node::new(&bytes("node-secrets"), limits()).expect("a node");
    let (hello, hi) = tokio::join!(
        node.invoke("Hello", "greet", "world"),
        node.invoke("Hi", "greet", "you"),
    );
    let asked = vec!["GREETING".to_owned()];
    let answer = |text: &str| (InvokeResult::Ok(text.into()), asked.clone());
    assert_eq!(hello.expect("an answer"), answer("Hello, world"));
    assert_eq!(hi.expect("an answer"), answer("Hi, you"));
}

#[test]
fn a_host_that_waits_goes_on_beside_a_loop() {
    let short = Limits {
        deadline: Some(Duration::from_millis(400)),
        ..Limits::default()
    };
    let looping = bare::Node::new(&bytes("conformance-hostile"), short).expect("a node");
    let waiting = bare::Node::new(&bytes("node-secrets"), limits()).expect("a node");
    // The host sleeps for a millisecond in each of these calls.
    let calls = async {
        for _ in 0..5 {
            let (answer, _) = waiting.invoke("Hello", "greet", "x").await?;
            assert_eq!(answer, InvokeResult::Ok("Hello, x".into()));
        }
        anyhow::Ok(())
    };
    async_embed::runtime().expect("a runtime").block_on(async {
        let looping = tokio::spawn(async move { looping.invoke("", "loop", "").await });
        tokio::select! {
            answer = looping => panic!("was first: {answer:?}"),
            answers = calls => answers.expect("answers"),
        }
    });
}

#[tokio::test]
async fn limits_that_are_set_by_hand_hold() {
    let hostile = bytes("conformance-hostile");
    let small = Limits {
        memory_bytes: 1 << 20,
        value_bytes: 1 << 20,
        deadline: Some(Duration::from_millis(300)),
        ..Limits::default()
    };
    let node = bare::Node::new(&hostile, small.clone()).expect("a node");
    let (looping, echo) = tokio::join!(node.invoke("", "loop", ""), node.invoke("", "echo", "x"));
    let error = looping.expect_err("it loops");
    assert_eq!(error.to_string(), "it took too long");
    assert_eq!(echo.expect("an answer").0, InvokeResult::Ok("x".into()));
    for op in ["grab", "deep", "panic"] {
        let error = node.invoke("", op, "x").await.expect_err(op);
        assert!(!error.to_string().contains("too long"), "{op}: {error:#}");
    }
    // What is refused with 1 MiB is let through with more.
    node.invoke("", "huge", "").await.expect_err("too much");
    let node = bare::Node::new(&hostile, Limits::default()).expect("a node");
    let (huge, _) = node.invoke("", "huge", "").await.expect("an answer");
    assert_eq!(huge, InvokeResult::Ok("huge".repeat(1 << 19)));

    let fuel = Limits {
        fuel: Some(1_000_000),
        ..small
    };
    let node = bare::Node::new(&hostile, fuel).expect("a node");
    let error = node.invoke("", "loop", "").await.expect_err("it loops");
    assert!(format!("{error:#}").contains("fuel"), "{error:#}");
}
