//! With a `Shim`: limits, errors and hosts are there already.

use greentic_host_shim::{Error, ExecCtx, InvokeResult, Prepared};
use tokio::task::JoinSet;

/// The outcome of one call.
pub type Answer = Result<InvokeResult, Error>;

/// Makes all of these calls, an operation and an input each, at the same time,
/// each on an instance of its own. Gives the answers in the order in which they
/// came, each with the index of its call.
///
/// Each takes its thread for at most about 10 ms at a stretch, whatever the
/// component does, so that one thread is enough for all of them.
///
/// # Panics
///
/// Never: hosts do not panic over components.
pub async fn invoke_all(node: &Prepared, calls: &[(String, String)]) -> Vec<(usize, Answer)> {
    let mut tasks = JoinSet::new();
    for (index, (op, input)) in calls.iter().cloned().enumerate() {
        let node = node.clone();
        tasks.spawn(async move { (index, invoke(&node, &op, &input).await) });
    }
    let mut answers = Vec::new();
    while let Some(answer) = tasks.join_next().await {
        answers.push(answer.expect("no call panics"));
    }
    answers
}

async fn invoke(node: &Prepared, op: &str, input: &str) -> Answer {
    let mut instance = node.instantiate_async().await?;
    let ctx = ExecCtx::new("prod", "acme", "checkout");
    instance.invoke_async(&ctx, op, input).await
}
