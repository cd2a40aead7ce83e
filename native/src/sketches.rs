//! What two texts share the more of the more they have in common (sketches.sketch).

use crc32fast::Hasher;

const HASHES: u64 = 1 << 32;
/// As in sketches.SPREAD.
const SPREAD: u32 = 2_654_435_761;

/// The lowest hash of each bin, an empty bin's from the next that is not; nothing of a line without two words.
pub fn sketch(words: &str, bins: usize) -> Vec<u64> {
    let width = HASHES / bins.max(1) as u64 + 1;
    let mut lowest = vec![None; bins];
    for hash in pair_hashes(words) {
        let (bin, rest) = ((hash / width) as usize, hash % width);
        lowest[bin] = Some(lowest[bin].map_or(rest, |least: u64| least.min(rest)));
    }
    (0..bins).map_while(|bin| borrowed(&lowest, bin)).collect()
}

/// The hash of each word after the word before it.
fn pair_hashes(words: &str) -> impl Iterator<Item = u64> + '_ {
    let before = words.split(' ').map(|word| checksum(word, 0));
    let pairs = words.split(' ').skip(1).zip(before).map(|(word, before)| checksum(word, before));
    pairs.map(|pair| pair.wrapping_mul(SPREAD) as u64)
}

fn checksum(word: &str, before: u32) -> u32 {
    let mut hasher = Hasher::new_with_initial(before);
    hasher.update(word.as_bytes());
    hasher.finalize()
}

/// The value of a bin or of the next that has one, marked by how far off that is.
fn borrowed(lowest: &[Option<u64>], bin: usize) -> Option<u64> {
    let mut around = lowest[bin..].iter().chain(&lowest[..bin]).enumerate();
    around.find_map(|(away, value)| value.map(|value| value + away as u64 * HASHES))
}
