//! The life of an idempotency record, checked exhaustively: every order in which up to four clients,
//! a store, a provider, crashes, lost answers and passing time can meet. The steps are those of
//! `paylink::idempotency` themselves; around them stands what a caller does by their documentation
//! (`edge/repeats.js` does the same). Three callers that do it wrong are caught: the proof that the
//! check can fail.
//!
//! A client that crashes takes no further step, and every state in which one takes none is among those
//! that are checked; only a call under way needs a crash of its own, for it goes on without its client.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use paylink::idempotency::{
    Claim, IETF, Judgement, Profile, Record, Response, abandon, finish, judge, may_act,
};
use paylink::model::Instant;
use stateright::{Checker, HasDiscoveries, Model, Property, Representative};

/// Time runs in ticks, one a millisecond.
type Tick = u8;

const PROFILE: Profile = {
    let mut profile = IETF;
    (profile.lifetime_ms, profile.lease_ms) = (4, 2);
    profile
};

/// How long a caller waits for the provider. What was sent may arrive even later, within the lease.
const DEADLINE: Tick = 1;

/// Long enough for a crash, a lease that runs out, a recovery, and a key that is forgotten.
const HORIZON: Tick = 5;

fn at(tick: Tick) -> Instant {
    Instant::from_millis(tick.into()).unwrap()
}

/// How callers go about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    /// By the documentation.
    Careful,
    /// Writes without comparing.
    GetThenPut,
    /// Looks at the lock before the fingerprint.
    LockFirst,
    /// Acts however little of its lease is left.
    Dawdling,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum State {
    Idle,
    /// Read the slot.
    Got(Option<Arc<Record>>),
    /// Wrote its record. `look`: somebody was here before.
    Holding {
        record: Arc<Record>,
        look: bool,
    },
    /// The provider has the call; the client waits until that tick.
    Sent {
        record: Arc<Record>,
        until: Tick,
    },
    /// The provider answered.
    Answering {
        record: Arc<Record>,
        response: Response,
    },
    /// The provider did not answer.
    Unanswered {
        record: Arc<Record>,
    },
    /// The client has an answer, and it is to stay the same.
    Answered {
        epoch: Instant,
        body: String,
    },
    /// The client was told of a failure, or that nobody knows; it may ask again.
    Failed,
    /// Told that the first request still runs; `own`: one with the same fingerprint.
    Locked {
        own: bool,
    },
    Mismatch,
    /// Gone.
    Crashed,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Client {
    /// Whether it sends another request with the same key.
    other: bool,
    /// How often it still asks again where it was told to.
    again: u8,
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct World {
    now: Tick,
    slot: Option<Arc<Record>>,
    /// When the key of each effect was first used.
    effects: Vec<Instant>,
    /// Calls that nobody waits for any more: when their key was first used, and until when they may
    /// still arrive.
    adrift: Vec<(Instant, Instant)>,
    clients: Vec<Client>,
}

/// Clients are alike: which of them does something makes no difference.
impl Representative for World {
    fn representative(&self) -> Self {
        let mut world = self.clone();
        world.adrift.sort();
        world.clients.sort_by_cached_key(|client| {
            let mut hasher = DefaultHasher::new();
            client.hash(&mut hasher);
            hasher.finish()
        });
        world
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Tick,
    Get(usize),
    /// Judges what it got and writes what is to be kept.
    Begin(usize),
    /// Looks what became of the earlier attempt, if there was one, and sends the call if need be.
    Act(usize),
    /// The provider does what it was asked, and says so, or answers with a failure all the same.
    Done(usize, bool),
    /// The provider does nothing and answers with a failure.
    Nothing(usize),
    /// The client waits no longer.
    GiveUp(usize),
    /// A call adrift arrives after all, or never does.
    Late(usize, bool),
    /// Writes what is to be kept of the answer.
    Finish(usize),
    LinkLocation(usize),
    Crash(usize),
}

struct Repeats {
    clients: usize,
    caller: Caller,
}

impl Repeats {
    /// A compare-and-set, unless the caller does without comparing.
    fn write(
        &self,
        world: &mut World,
        seen: Option<&Arc<Record>>,
        next: Option<Arc<Record>>,
    ) -> bool {
        let fits = self.caller == Caller::GetThenPut || world.slot.as_ref() == seen;
        if fits {
            world.slot = next;
        }
        fits
    }

    fn judge(&self, record: Option<&Record>, other: bool, now: Tick) -> Judgement {
        let fingerprint = fingerprint(other).into();
        let claim = Claim { key: "k".into(), slot: "s".into(), fingerprint };
        if let (Caller::LockFirst, Some(record)) = (self.caller, record) {
            let same = Claim { fingerprint: record.fingerprint.clone(), ..claim.clone() };
            let judged = judge(&PROFILE, Some(record), &same, &at(now));
            if matches!(judged, Judgement::Locked { .. }) {
                return judged;
            }
        }
        judge(&PROFILE, record, &claim, &at(now))
    }

    fn begin(&self, world: &mut World, index: usize) -> Option<State> {
        let State::Got(seen) = world.clients[index].state.clone() else { return None };
        let judged = self.judge(seen.as_deref(), world.clients[index].other, world.now);
        let next = match judged {
            Judgement::Replay { response } => {
                State::Answered { epoch: seen.as_ref()?.started_at.clone(), body: response.body }
            }
            Judgement::Mismatch { .. } => State::Mismatch,
            Judgement::Locked { .. } => State::Locked {
                own: seen.as_ref()?.fingerprint == fingerprint(world.clients[index].other),
            },
            Judgement::Proceed { ref record } | Judgement::Recover { ref record } => {
                let look = matches!(judged, Judgement::Recover { .. });
                let record = Arc::new(record.clone());
                if self.write(world, seen.as_ref(), Some(Arc::clone(&record))) {
                    State::Holding { record, look }
                } else {
                    State::Idle
                }
            }
        };
        Some(next)
    }

    fn act(&self, world: &mut World, index: usize) -> Option<State> {
        let State::Holding { record, look } = &world.clients[index].state else {
            return None;
        };
        let record = Arc::clone(record);
        let next = if *look && !world.effects.is_empty() {
            // What was to be done is done; the answer is what the link shows.
            let response = response(200, format!("seen {}", world.effects.len()));
            State::Answering { record, response }
        } else if self.caller == Caller::Dawdling
            || may_act(&record, &at(world.now), DEADLINE.into())
        {
            State::Sent { record, until: world.now + DEADLINE }
        } else {
            let next = abandon((*record).clone(), false).map(Arc::new);
            self.write(world, Some(&record), next);
            State::Failed
        };
        Some(next)
    }

    /// What a client sent goes on without it.
    fn adrift(world: &mut World, index: usize) -> Option<Arc<Record>> {
        let State::Sent { record, .. } = &world.clients[index].state else { return None };
        let record = Arc::clone(record);
        let until = record.leased_until.clone()?.max(at(world.now + 1));
        world.adrift.push((record.started_at.clone(), until));
        Some(record)
    }

    fn finish(&self, world: &mut World, index: usize) -> Option<State> {
        let state = world.clients[index].state.clone();
        let (record, kept, answered) = match &state {
            State::Answering { record, response } => (
                record,
                finish(&PROFILE, (**record).clone(), response.clone()),
                (response.status < 500).then(|| response.body.clone()),
            ),
            State::Unanswered { record } => (record, abandon((**record).clone(), true), None),
            _ => return None,
        };
        let written = self.write(world, Some(record), kept.map(Arc::new));
        let next = match answered {
            None => State::Failed,
            Some(body) if written => State::Answered { epoch: record.started_at.clone(), body },
            // Somebody else took over: what that one keeps is the answer.
            Some(_) => State::Idle,
        };
        Some(next)
    }
}

const fn fingerprint(other: bool) -> &'static str {
    if other { "another" } else { "the same" }
}

fn response(status: u16, body: String) -> Response {
    Response { status, headers: BTreeMap::new(), body }
}

impl Model for Repeats {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let client =
            |index| Client { other: index + 1 == self.clients, again: 1, state: State::Idle };
        let clients = (0..self.clients).map(client).collect();
        vec![World { now: 0, slot: None, effects: Vec::new(), adrift: Vec::new(), clients }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        // A client does not wait longer than it may, and what is adrift is over some day.
        let waited = world.clients.iter().any(
            |client| matches!(&client.state, State::Sent { until, .. } if world.now + 1 >= *until),
        );
        let adrift = world.adrift.iter().any(|(_, until)| at(world.now + 1) >= *until);
        if world.now < HORIZON && !waited && !adrift {
            actions.push(Action::Tick);
        }
        for index in 0..world.adrift.len() {
            actions.push(Action::Late(index, true));
            actions.push(Action::Late(index, false));
        }
        for (index, client) in world.clients.iter().enumerate() {
            match &client.state {
                State::Idle => actions.push(Action::Get(index)),
                State::Got(_) => actions.push(Action::Begin(index)),
                State::Holding { .. } => actions.push(Action::Act(index)),
                State::Sent { .. } => {
                    actions.push(Action::Crash(index));
                    actions.push(Action::GiveUp(index));
                    actions.push(Action::Done(index, true));
                    actions.push(Action::Done(index, false));
                    actions.push(Action::Nothing(index));
                }
                State::Answering { .. } | State::Unanswered { .. } => {
                    actions.push(Action::Finish(index));
                }
                State::Failed | State::Locked { .. } if client.again > 0 => {
                    actions.push(Action::LinkLocation(index));
                }
                State::Failed
                | State::Locked { .. }
                | State::Answered { .. }
                | State::Mismatch
                | State::Crashed => {}
            }
        }
    }

    fn next_state(&self, last: &World, action: Action) -> Option<World> {
        let mut world = last.clone();
        let (index, next) = match action {
            Action::Tick => {
                world.now += 1;
                return Some(world);
            }
            Action::Get(index) => (index, State::Got(world.slot.clone())),
            Action::Begin(index) => (index, self.begin(&mut world, index)?),
            Action::Act(index) => (index, self.act(&mut world, index)?),
            Action::Done(index, says_so) => {
                let State::Sent { record, .. } = &last.clients[index].state else { return None };
                world.effects.push(record.started_at.clone());
                let (status, body) = if says_so { (200, "done") } else { (500, "failure") };
                let response = response(status, format!("{body} {}", world.effects.len()));
                (index, State::Answering { record: Arc::clone(record), response })
            }
            Action::Nothing(index) => {
                let State::Sent { record, .. } = &last.clients[index].state else { return None };
                let response = response(500, "failure".into());
                (index, State::Answering { record: Arc::clone(record), response })
            }
            Action::GiveUp(index) => {
                let record = Self::adrift(&mut world, index)?;
                (index, State::Unanswered { record })
            }
            Action::Late(index, arrives) => {
                let (epoch, _) = world.adrift.remove(index);
                if arrives {
                    world.effects.push(epoch);
                }
                return Some(world);
            }
            Action::Finish(index) => (index, self.finish(&mut world, index)?),
            Action::LinkLocation(index) => {
                world.clients[index].again -= 1;
                (index, State::Idle)
            }
            Action::Crash(index) => {
                Self::adrift(&mut world, index)?;
                (index, State::Crashed)
            }
        };
        world.clients[index].state = next;
        Some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("at most one effect per key", |_, world: &World| {
                world.effects.iter().enumerate().all(|(index, epoch)| {
                    world.effects[..index].iter().all(|earlier| earlier != epoch)
                })
            }),
            Property::always("no key is stuck past its lease", |model: &Self, world: &World| {
                let Some(record) = &world.slot else { return true };
                let free = record.leased_until.as_ref().is_none_or(|until| at(world.now) >= *until);
                let judged = model.judge(Some(record), false, world.now);
                let own = record.fingerprint == fingerprint(false);
                !(own && free && matches!(judged, Judgement::Locked { .. }))
            }),
            Property::always("every replay is byte-equal", |_, world: &World| {
                let answered = || {
                    world.clients.iter().filter_map(|client| match &client.state {
                        State::Answered { epoch, body } => Some((epoch, body)),
                        _ => None,
                    })
                };
                answered().all(|(epoch, body)| {
                    answered().all(|(other, theirs)| epoch != other || body == theirs)
                })
            }),
            Property::always("what was answered is kept", |_, world: &World| {
                world.clients.iter().all(|client| match &client.state {
                    State::Answered { epoch, body }
                        if at(world.now) < epoch.plus_millis(PROFILE.lifetime_ms) =>
                    {
                        let kept = world.slot.as_ref().and_then(|record| record.response.as_ref());
                        kept.is_some_and(|kept| kept.body == *body)
                    }
                    _ => true,
                })
            }),
            Property::always("another request is wrong at once", |_, world: &World| {
                let wrong = |client: &Client| client.state == State::Locked { own: false };
                !world.clients.iter().any(wrong)
            }),
            Property::sometimes("a repeat is answered", |_, world: &World| {
                let answered = |client: &&Client| matches!(client.state, State::Answered { .. });
                world.clients.iter().filter(answered).count() > 1
            }),
            Property::sometimes("a crash is recovered from", |_, world: &World| {
                let taken_over = world.slot.as_ref().is_some_and(|record| record.attempt > 1);
                let crashed = |client: &Client| client.state == State::Crashed;
                let answered = |client: &Client| matches!(client.state, State::Answered { .. });
                taken_over
                    && world.clients.iter().any(crashed)
                    && world.clients.iter().any(answered)
            }),
            Property::sometimes("a mismatch is told", |_, world: &World| {
                world.clients.iter().any(|client| client.state == State::Mismatch)
            }),
            Property::sometimes("a repeat is locked out", |_, world: &World| {
                world.clients.iter().any(|client| matches!(client.state, State::Locked { .. }))
            }),
            Property::sometimes("a forgotten key has its effect again", |_, world: &World| {
                world.effects.len() > 1
            }),
        ]
    }
}

#[test]
fn whatever_happens_a_key_has_one_effect_and_one_answer() {
    let largest = std::env::var("PAYLINK_CLIENTS").map_or(3, |count| count.parse().unwrap());
    for clients in 3..=largest.max(3) {
        let checker = Repeats { clients, caller: Caller::Careful }
            .checker()
            .threads(2)
            .symmetry()
            .spawn_dfs()
            .join();
        checker.assert_properties();
        println!("{clients} clients: {} states", checker.unique_state_count());
    }
}

#[track_caller]
fn is_found(caller: Caller, property: &'static str) {
    let checker = Repeats { clients: 3, caller }
        .checker()
        .finish_when(HasDiscoveries::AnyOf([property].into()))
        .spawn_bfs()
        .join();
    let path = checker.assert_any_discovery(property);
    println!("{caller:?}: found in {} steps", path.into_actions().len());
}

#[test]
fn a_caller_that_writes_without_comparing_is_found() {
    is_found(Caller::GetThenPut, "at most one effect per key");
}

#[test]
fn a_caller_that_looks_at_the_lock_before_the_fingerprint_is_found() {
    is_found(Caller::LockFirst, "another request is wrong at once");
}

#[test]
fn a_caller_that_acts_when_its_lease_is_nearly_over_is_found() {
    is_found(Caller::Dawdling, "at most one effect per key");
}
