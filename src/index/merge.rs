//! Several files opened as one: a base with its updates, shards, a watch list.
//!
//! The keys of two segments are merged, and the tables are built over the whole; what their files say of forms and marks
//! stays as it is. So finding and weighing know of one segment only, and
//! what they say is what they would say of one that was built from all marks.

use super::format::SegmentError;
use super::hash::hash_of;
use super::open::{Place, Segment, place_of};
use super::ranked::Ranked;
use crate::mark::FormKind;
use std::borrow::Cow;

impl Segment {
    /// Opens files that are searched as one. Where several have a mark of the same id
    /// the last one's word holds, and an update takes marks of those before it away.
    ///
    /// # Errors
    /// Any that [`Segment::open`] has of a file; [`SegmentError::Base`] for an update
    /// whose base is not before it.
    pub fn open_all<T: AsRef<[u8]>>(files: impl IntoIterator<Item = T>) -> Result<Segment, SegmentError> {
        let mut whole = Segment::empty();
        let mut files = files.into_iter().peekable();
        while let Some(bytes) = files.next() {
            let (bytes, is_last) = (bytes.as_ref(), files.peek().is_none());
            whole = if is_last { whole.open_behind(bytes)? } else { whole.with(bytes.into())? };
        }
        Ok(whole)
    }

    /// The same as [`Segment::open_all`] with one file more.
    ///
    /// # Errors
    /// The same.
    pub fn open_behind(&self, bytes: &[u8]) -> Result<Segment, SegmentError> {
        self.open_telling(bytes.into(), &mut |_| ())
    }

    /// The same, and says now and then how much of it is done, from 0 to 1. The memory of bytes that are handed over (owned)
    /// is given back as they are read.
    ///
    /// # Errors
    /// The same.
    pub fn open_telling(&self, bytes: Cow<'_, [u8]>, progress: &mut dyn FnMut(f32)) -> Result<Segment, SegmentError> {
        if self.files() == 0 {
            return merge(self, Segment::read(bytes, Some(progress))?);
        }
        let mut whole = self.with(bytes)?;
        whole.keys.tabulate(progress);
        Ok(whole)
    }

    /// With one file more, and in all of it nothing is found until another is opened
    /// behind it: tables are built once, behind the last.
    ///
    /// # Errors
    /// The same.
    pub fn with(&self, bytes: Cow<'_, [u8]>) -> Result<Segment, SegmentError> {
        merge(self, Segment::read(bytes, None)?)
    }
}

/// One segment after another.
fn merge(base: &Segment, later: Segment) -> Result<Segment, SegmentError> {
    if later.update.base.is_some_and(|checksum| !base.checksums.contains(&checksum)) {
        return Err(SegmentError::Base);
    }
    if base.checksums.is_empty() {
        return Ok(later);
    }
    let stays = staying(base, &later);
    let segments = [base, &later];
    let mut merged = Segment::empty();
    // Behind the sources of the base come those of the later segment.
    let sources_before = [0, base.sources.len() as u32];
    let behind = |from: usize, (source, number): Place| (source + sources_before[from], number);
    // The segment of each mark and its number there; and those of the marks of forms that are not a mark's own text.
    let mut marks: Vec<(usize, u32)> = Vec::new();
    let mut others: Vec<(usize, u32)> = Vec::new();
    let mut numbers = segments.map(|segment| vec![0; segment.marks()]);
    // No more than they have together.
    let most = base.forms() + later.forms();
    let (mut firsts, mut texts) = (Ranked::new(most), Ranked::new(most));
    let mut at = [0u32; 2];
    loop {
        let heads = [0, 1].map(|from| (at[from] < segments[from].keys() as u32).then(|| segments[from].key(at[from])));
        let key = match heads {
            [Some(one), Some(other)] => one.min(other),
            [Some(key), None] | [None, Some(key)] => key,
            [None, None] => break,
        };
        let first = merged.form_places.len();
        let mut forms = [0..0, 0..0];
        let (mut ordinary, mut everyday_in) = (0, 0);
        for from in 0..2 {
            if heads[from] == Some(key) {
                forms[from] = segments[from].forms_of(at[from]);
                ordinary = segments[from].ordinariness(at[from]).0;
                everyday_in = segments[from].everyday_in[at[from] as usize];
                at[from] += 1;
            }
        }
        loop {
            while !forms[0].is_empty() && !stays[base.mark_of(forms[0].start) as usize] {
                forms[0].start += 1;
            }
            // In the order of the builder.
            let place = |from: usize| {
                let form = forms[from].start;
                let segment = segments[from];
                (segment.form_kind(form) as u8, segment.mark_id(segment.mark_of(form)))
            };
            let from = match (forms[0].is_empty(), forms[1].is_empty()) {
                (true, true) => break,
                (_, true) => 0,
                (true, _) => 1,
                _ => usize::from(place(1) < place(0)),
            };
            let (segment, form) = (segments[from], forms[from].start);
            let mark = segment.mark_of(form);
            forms[from].start += 1;
            if segment.form_kind(form) == FormKind::Text {
                texts.set(merged.form_places.len());
                numbers[from][mark as usize] = marks.len() as u32;
                marks.push((from, mark));
            } else {
                others.push((from, mark));
            }
            merged.form_places.push(behind(from, place_of(&segment.form_places, form)));
        }
        if merged.form_places.len() > first {
            firsts.set(first);
            merged.keys.push(key, ordinary)?;
            merged.everyday_in.push(everyday_in);
        }
    }
    merged.firsts = firsts.counted(merged.form_places.len());
    merged.texts = texts.counted(merged.form_places.len());
    merged.other_marks = others.into_iter().map(|(from, mark)| numbers[from][mark as usize]).collect();
    for (from, mark) in marks {
        merged.mark_places.push(behind(from, place_of(&segments[from].mark_places, mark)));
    }
    for segment in segments {
        merged.sources.extend_from_slice(&segment.sources);
        merged.checksums.extend_from_slice(&segment.checksums);
    }
    merged.ordinary = base.ordinary.iter().cloned().chain(later.ordinary).collect();
    Ok(merged)
}

/// Which marks of `base` the later segment has no word on.
fn staying(base: &Segment, later: &Segment) -> Vec<bool> {
    let hash = |id: &str| u128::from(hash_of(id.chars()));
    let said = (0..later.marks() as u32).map(|mark| later.mark_id(mark));
    let said: Vec<String> = said.chain(later.update.gone.iter().cloned()).collect();
    let mut order: Vec<u128> = said.iter().zip(0u128..).map(|(id, at)| hash(id) << 32 | at).collect();
    order.sort_unstable();
    let marks = 0..base.marks() as u32;
    marks
        .map(|mark| {
            let id = base.mark_id(mark);
            let hash = hash(&id);
            let from = order.partition_point(|entry| entry >> 32 < hash);
            let alike = order[from..].iter().take_while(|entry| *entry >> 32 == hash);
            alike.map(|entry| &said[*entry as u32 as usize]).all(|other| *other != id)
        })
        .collect()
}
