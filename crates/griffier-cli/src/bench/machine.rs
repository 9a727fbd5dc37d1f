//! What the figures were measured on. Known on Linux; elsewhere what is unknown is left out.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Machine {
    /// The processor by its own name.
    pub processor: Option<String>,
    /// Threads that the system gives this process.
    pub threads: usize,
    pub memory_bytes: Option<u64>,
    /// Operating system and architecture: `linux x86_64`.
    pub system: String,
}

impl Machine {
    /// This machine.
    pub fn here() -> Self {
        let memory = std::fs::read_to_string("/proc/meminfo").ok();
        Self {
            processor: std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
                field(&text, "model name").or_else(|| field(&text, "Model")).map(str::to_owned)
            }),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            memory_bytes: memory.and_then(|text| kibibytes(field(&text, "MemTotal")?)),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        }
    }
}

/// The most memory that this process has held so far, in bytes, with the program itself.
pub(super) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    kibibytes(field(&status, "VmHWM")?)
}

/// What stands behind `name:` on a line of its own.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let pairs = text.lines().filter_map(|line| line.split_once(':'));
    pairs.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim()).find(|value| !value.is_empty())
}

/// `24 kB` in bytes: the system counts 1024 bytes and writes kB.
fn kibibytes(value: &str) -> Option<u64> {
    value.strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_by_their_whole_name() {
        let text =
            "cpu\t\t: \nModel: Pi\nmodel name\t: Xeon @ 2.0GHz\nmodel name : other\nVmHWM:\t   24 kB\n";
        assert_eq!(field(text, "model name"), Some("Xeon @ 2.0GHz"));
        assert_eq!(field(text, "cpu"), None);
        assert_eq!(field(text, "VmHWM").and_then(kibibytes), Some(24 * 1024));
        assert_eq!(kibibytes("24 MB"), None);
    }
}
