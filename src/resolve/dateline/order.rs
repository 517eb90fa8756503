//! How the articles of a dump follow each other: newest first, oldest first or neither.

/// Where in its year an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Its day of the year.
    At(i16),
    /// Not known: the article says nothing of its neighbours.
    Unknown,
}

/// An order: how probable a step towards the past is, and how long steps are, in years.
#[derive(Clone, Copy, Debug)]
struct Model {
    back: f64,
    step: f64,
    prior: f64,
}

/// Newest first is the habit of web dumps; archives are also kept oldest first, or shuffled.
const DIRECTIONS: [(f64, f64); 3] = [(0.98, 0.4), (0.02, 0.2), (0.5, 0.4)];

/// Mean distances of neighbours, in years: dailies to lifelong collections.
const STEPS: [f64; 4] = [0.02, 0.1, 0.4, 1.5];

/// Now and then a collection leaves out years: the share of such steps and their mean.
const LEAP: (f64, f64) = (0.2, 3.0);

/// Models less probable than this change nothing.
const NEGLIGIBLE: f64 = 0.005;

/// The probability of every year for every article, given what each says (`own`) and their order.
pub(super) fn smooth(own: &[Vec<f64>], places: &[Place], years: (i16, i16)) -> Vec<Vec<f64>> {
    let known: Vec<usize> = (0..own.len()).filter(|&i| places.get(i) != Some(&Place::Unknown)).collect();
    let width = usize::try_from(years.1 - years.0).unwrap_or(0) + 1;
    let mut posterior = vec![vec![0.0; width]; own.len()];
    let chain = Chain {
        own: known.iter().filter_map(|&i| own.get(i)).map(Vec::as_slice).collect(),
        days: known
            .iter()
            .map(|&i| if let Some(Place::At(day)) = places.get(i) { *day } else { 0 })
            .collect(),
        width,
    };
    let models = weigh_models(&chain);
    for (model, weight) in models.into_iter().filter(|(_, weight)| *weight > NEGLIGIBLE) {
        chain.add_posterior(model, weight, |at| known.get(at).copied(), &mut posterior);
    }
    posterior
}

/// All models with their probability.
fn weigh_models(chain: &Chain<'_>) -> Vec<(Model, f64)> {
    let models: Vec<(Model, f64)> = DIRECTIONS
        .iter()
        .flat_map(|&(back, prior)| STEPS.map(|step| Model { back, step, prior }))
        .map(|model| (model, chain.log_likelihood(model) + model.prior.ln()))
        .collect();
    let best = models.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = models.iter().map(|(_, log)| (log - best).exp()).sum();
    models.into_iter().map(|(model, log)| (model, (log - best).exp() / total)).collect()
}

/// Articles with a day, in the order of the dump.
struct Chain<'a> {
    own: Vec<&'a [f64]>,
    days: Vec<i16>,
    width: usize,
}

impl Chain<'_> {
    fn log_likelihood(&self, model: Model) -> f64 {
        let mut message = vec![1.0 / self.width as f64; self.width];
        let mut next = message.clone();
        let mut log = 0.0;
        for i in 0..self.own.len() {
            if i > 0 {
                pass(&message, &mut next, self.step(i), model);
                std::mem::swap(&mut message, &mut next);
            }
            log += absorb(&mut message, self.own[i]);
        }
        log
    }

    /// How much later in its year article `i` stands than the one before, as a share of a year.
    fn step(&self, i: usize) -> f64 {
        f64::from(self.days[i] - self.days[i - 1]) / 366.0
    }

    /// Adds the model's probabilities to `out`, times `weight`.
    fn add_posterior(
        &self,
        model: Model,
        weight: f64,
        row: impl Fn(usize) -> Option<usize>,
        out: &mut [Vec<f64>],
    ) {
        let count = self.own.len();
        let mut forward = vec![0.0; count * self.width];
        let mut message = vec![1.0; self.width];
        let mut next = message.clone();
        for (i, kept) in forward.chunks_exact_mut(self.width).enumerate() {
            if i > 0 {
                pass(&message, &mut next, self.step(i), model);
                std::mem::swap(&mut message, &mut next);
            }
            absorb(&mut message, self.own[i]);
            kept.copy_from_slice(&message);
        }
        message.fill(1.0);
        let turned = Model { back: 1.0 - model.back, ..model };
        for (i, kept) in forward.chunks_exact(self.width).enumerate().rev() {
            let total: f64 = kept.iter().zip(&message).map(|(a, b)| a * b).sum();
            if let Some(out) = row(i).and_then(|row| out.get_mut(row)) {
                for ((out, kept), message) in out.iter_mut().zip(kept).zip(&message) {
                    *out += weight * kept * message / total.max(f64::MIN_POSITIVE);
                }
            }
            if i > 0 {
                absorb(&mut message, self.own[i]);
                pass(&message, &mut next, -self.step(i), turned);
                std::mem::swap(&mut message, &mut next);
            }
        }
    }
}

/// Multiplies what an article says into the message, makes it sum to one and gives the log of the sum.
fn absorb(message: &mut [f64], own: &[f64]) -> f64 {
    // What contradicts everything before it starts anew rather than make all impossible.
    const LEAST: f64 = 1e-12;
    for (message, own) in message.iter_mut().zip(own) {
        *message = (*message + LEAST) * own;
    }
    let total = message.iter().sum::<f64>();
    if total <= 0.0 {
        message.fill(1.0 / message.len().max(1) as f64);
        return LEAST.ln();
    }
    message.iter_mut().for_each(|value| *value /= total);
    total.ln()
}

/// Carries a message to the next article, which stands `later` of a year further in its year.
///
/// A step of `t` years has the density `share * exp(-|t| / step) / step`, the
/// share by its direction; running sums make it linear in the number of years.
fn pass(from: &[f64], to: &mut [f64], later: f64, model: Model) {
    to.fill(0.0);
    pass_by(from, to, later, model.back, (1.0 - LEAP.0, model.step));
    pass_by(from, to, later, model.back, LEAP);
}

fn pass_by(from: &[f64], to: &mut [f64], later: f64, back: f64, (share, step): (f64, f64)) {
    let decay = (-1.0 / step).exp();
    let density = |years: f64| share * (-years / step).exp() / step;
    // Towards the past: from year j to year k of k + later <= j.
    let first = usize::from(later > 0.0);
    let gap = first as f64 - later;
    let mut sum = 0.0;
    for k in (0..from.len()).rev() {
        sum = sum * decay + from.get(k + first).copied().unwrap_or(0.0);
        to[k] += sum * density(gap) * back;
    }
    // Towards the future: k + later > j; the same day counts as both.
    let first = usize::from(later < 0.0);
    let gap = first as f64 + later;
    let mut sum = 0.0;
    for (k, to) in to.iter_mut().enumerate() {
        sum = sum * decay + k.checked_sub(first).and_then(|j| from.get(j)).copied().unwrap_or(0.0);
        let same_day = later == 0.0;
        let own = from.get(k).copied().unwrap_or(0.0);
        let ahead = if same_day { sum - own } else { sum };
        *to += ahead * density(gap) * (1.0 - back);
        if same_day {
            // One day is in order either way.
            *to += own * density(0.0) * (back.max(1.0 - back) - back);
        }
    }
}
