//! The batch side of the workers: hands out jobs, waits within limits, and turns every way a worker can end into an
//! answer for the one file that it was reading.

use super::failure::Failure;
use super::job::{Answer, Done, Job};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Longest answer taken from a worker, in bytes; a hundred thousand findings fit.
const LONGEST_ANSWER: u64 = 256 << 20;

/// How much of a dying worker's last words is looked at, in bytes.
const LAST_WORDS: u64 = 4096;

/// How long the last words of a worker that is known to be dead are waited for.
const GRACE: Duration = Duration::from_secs(2);

/// What every worker is started with and held to.
pub struct Pool<'a> {
    /// The command that starts a worker; its pipes are set here.
    pub command: &'a (dyn Fn() -> Command + Sync),
    /// Files read at the same time.
    pub workers: usize,
    /// Wall time for one file; none where the user lifted the limit.
    pub timeout: Option<Duration>,
    /// Memory that a worker may take, in MiB, for its message.
    pub memory_mib: u64,
}

impl Pool<'_> {
    /// Does every one of `count` jobs, several at a time, and calls `on_done` with each job's index as it is done. Every job
    /// is answered exactly once. A job is made when its turn comes, so that a long batch holds none of them.
    ///
    /// # Errors
    /// The first error of `on_done`; no further job is begun then.
    pub fn run(
        &self,
        count: usize,
        job: &(dyn Fn(usize) -> Option<Job> + Sync),
        mut on_done: impl FnMut(usize, Result<Done, Failure>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let next = AtomicUsize::new(0);
        let (sender, results) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..self.workers.min(count) {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    let mut worker = None;
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = (index < count).then(|| job(index)).flatten() else { break };
                        if sender.send((index, self.answer(&mut worker, &job))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            for (index, result) in results {
                // Leaving drops the receiver: each thread ends at its next send.
                on_done(index, result)?;
            }
            Ok(())
        })
    }

    /// One job's answer, from the worker at hand or a new one.
    fn answer(&self, worker: &mut Option<Worker>, job: &Job) -> Result<Done, Failure> {
        let used = worker.is_some();
        match self.attempt(worker, job) {
            // What earlier files left in that process counted against this one: once more with all of the memory.
            Err(Failure::Memory { .. }) if used => self.attempt(worker, job),
            result => result,
        }
    }

    fn attempt(&self, place: &mut Option<Worker>, job: &Job) -> Result<Done, Failure> {
        let mut worker = match place.take() {
            Some(worker) => worker,
            None => Worker::start((self.command)()).map_err(|error| Failure::Died { how: format!("cannot start: {error}") })?,
        };
        match worker.ask(job, self.timeout) {
            Ok(Answer::Done(done)) => {
                *place = Some(worker);
                Ok(*done)
            }
            // Nothing of a reading that broke off in the middle is carried over to the next file.
            Ok(Answer::Failed(failure @ Failure::Panic { .. })) => Err(failure),
            Ok(Answer::Failed(Failure::Memory { .. })) => Err(Failure::Memory { mib: self.memory_mib }),
            Ok(Answer::Failed(failure)) => {
                *place = Some(worker);
                Err(failure)
            }
            Err(Silence::Timeout(limit)) => Err(Failure::Timeout { seconds: format!("{}", limit.as_secs_f64()) }),
            Err(Silence::Dead) => Err(self.cause_of_death(worker)),
        }
    }

    /// What ended a worker, from its exit status and what it said last.
    fn cause_of_death(&self, worker: Worker) -> Failure {
        let (status, last_words) = worker.bury();
        if last_words.contains("memory allocation of") {
            Failure::Memory { mib: self.memory_mib }
        } else if last_words.contains("overflowed its stack") {
            Failure::Stack
        } else {
            Failure::Died { how: status.map_or_else(|error| error.to_string(), how_it_ended) }
        }
    }
}

/// Why there is no answer.
enum Silence {
    /// The time is up.
    Timeout(Duration),
    /// The process is gone, or as good as gone.
    Dead,
}

/// One worker process. Dropping it ends the process.
struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    answers: Receiver<String>,
    last_words: Receiver<String>,
}

impl Worker {
    fn start(mut command: Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (answer_sender, answers) = mpsc::channel();
        let (word_sender, last_words) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || {
                let mut lines = BufReader::new(stdout);
                loop {
                    let mut line = String::new();
                    let read = lines.by_ref().take(LONGEST_ANSWER).read_line(&mut line);
                    if !matches!(read, Ok(1..)) || !line.ends_with('\n') || answer_sender.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        if let Some(mut stderr) = child.stderr.take() {
            thread::spawn(move || {
                let mut words = Vec::new();
                let _ = stderr.by_ref().take(LAST_WORDS).read_to_end(&mut words);
                // The rest is read away, so that a talkative worker never blocks on a full pipe.
                let _ = io::copy(&mut stderr, &mut io::sink());
                let _ = word_sender.send(String::from_utf8_lossy(&words).into_owned());
            });
        }
        let stdin = child.stdin.take();
        Ok(Self { child, stdin, answers, last_words })
    }

    /// Hands the worker a job and waits for its answer.
    fn ask(&mut self, job: &Job, timeout: Option<Duration>) -> Result<Answer, Silence> {
        let mut line = serde_json::to_vec(job).map_err(|_| Silence::Dead)?;
        line.push(b'\n');
        let stdin = self.stdin.as_mut().ok_or(Silence::Dead)?;
        stdin.write_all(&line).and_then(|()| stdin.flush()).map_err(|_| Silence::Dead)?;
        let answer = match timeout {
            None => self.answers.recv().map_err(|_| Silence::Dead)?,
            Some(limit) => self.answers.recv_timeout(limit).map_err(|error| match error {
                RecvTimeoutError::Timeout => Silence::Timeout(limit),
                RecvTimeoutError::Disconnected => Silence::Dead,
            })?,
        };
        serde_json::from_str(&answer).map_err(|_| Silence::Dead)
    }

    /// Ends the process and says how it ended.
    fn bury(mut self) -> (io::Result<ExitStatus>, String) {
        self.stdin = None;
        // It closed its pipes: it is dead, or will never answer again. A dead process does not mind being killed.
        if self.answers.recv_timeout(GRACE) != Err(RecvTimeoutError::Disconnected) {
            let _ = self.child.kill();
        }
        let status = self.child.wait();
        (status, self.last_words.recv_timeout(GRACE).unwrap_or_default())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An exit status in plain words.
fn how_it_ended(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let name = match signal {
            4 => "SIGILL, illegal instruction",
            6 => "SIGABRT, aborted",
            7 | 10 => "SIGBUS, bus error",
            8 => "SIGFPE, arithmetic error",
            9 => "SIGKILL, killed: perhaps the system was out of memory",
            11 => "SIGSEGV, invalid memory access",
            15 => "SIGTERM, terminated",
            24 => "SIGXCPU, out of processor time",
            _ => return format!("signal {signal}"),
        };
        return name.to_owned();
    }
    status.code().map_or_else(|| "unknown".to_owned(), |code| format!("exit status {code}"))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::super::job::Task;
    use super::*;
    use std::path::PathBuf;

    /// A worker that ends in the way that the name of its file asks for.
    const SCRIPT: &str = r#"
        while read -r job; do
            case "$job" in
                *crash*) kill -SEGV $$ ;;
                *hang*) exec sleep 600 ;;
                *memory*) echo "memory allocation of 99 bytes failed" >&2; kill -ABRT $$ ;;
                *crowded*) [ -n "$used" ] && { echo "memory allocation of 9 bytes failed" >&2; kill -ABRT $$; }; echo "$ANSWER" ;;
                *deep*) echo "thread 'x' has overflowed its stack" >&2; kill -ABRT $$ ;;
                *babble*) echo "not an answer" ;;
                *leave*) exit 7 ;;
                *panic*) echo '{"failed":{"failure":"panic","detail":"src/x.rs:1"}}'; panicked=1 ;;
                *) [ -n "$panicked" ] && exit 9; echo "$ANSWER" ;;
            esac
            used=1
        done
    "#;

    fn job(file: &str) -> Job {
        Job { file: PathBuf::from(file), password: None, options: lkj::check::Options::default(), task: Task::Check }
    }

    /// What becomes of files of these names, one worker reading them in their order.
    fn outcomes(files: &[&str], timeout: Duration) -> Vec<Result<(), Failure>> {
        let answer = serde_json::to_string(&Answer::Done(Box::default())).unwrap();
        let command = || {
            let mut command = Command::new("sh");
            command.args(["-c", SCRIPT]).env("ANSWER", &answer);
            command
        };
        let jobs: Vec<Job> = files.iter().map(|file| job(file)).collect();
        let mut outcomes: Vec<Option<Result<(), Failure>>> = vec![None; jobs.len()];
        let pool = Pool { command: &command, workers: 1, timeout: Some(timeout), memory_mib: 64 };
        pool.run(jobs.len(), &|index| jobs.get(index).cloned(), |index, result| {
            assert!(outcomes[index].replace(result.map(|_| ())).is_none(), "answered twice");
            Ok(())
        })
        .unwrap();
        outcomes.into_iter().map(|outcome| outcome.expect("not answered")).collect()
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn every_way_to_die_is_one_failure_and_the_next_file_is_read() {
        let died = |how: &str| Err(Failure::Died { how: how.to_owned() });
        let seen = outcomes(&["crash", "ok", "memory", "ok", "deep", "ok", "leave", "ok", "crash", "crash", "ok"], LONG);
        let segv = died("SIGSEGV, invalid memory access");
        let memory = Err(Failure::Memory { mib: 64 });
        let stack = Err(Failure::Stack);
        assert_eq!(seen, [segv.clone(), Ok(()), memory, Ok(()), stack, Ok(()), died("exit status 7"), Ok(()), segv.clone(), segv, Ok(())]);
    }

    #[test]
    fn an_endless_loop_is_ended() {
        let late = Err(Failure::Timeout { seconds: "3".to_owned() });
        assert_eq!(outcomes(&["ok", "hang", "ok"], Duration::from_secs(3)), [Ok(()), late, Ok(())]);
    }

    #[test]
    fn a_worker_that_makes_no_sense_is_replaced() {
        let seen = outcomes(&["babble", "ok"], LONG);
        assert!(matches!(seen[0], Err(Failure::Died { .. })) && seen[1].is_ok());
    }

    #[test]
    fn no_file_is_read_by_a_process_that_panicked() {
        let seen = outcomes(&["panic", "ok"], LONG);
        assert_eq!(seen, [Err(Failure::Panic { detail: "src/x.rs:1".to_owned() }), Ok(())]);
    }

    #[test]
    fn what_earlier_files_left_in_memory_is_not_held_against_a_file() {
        assert_eq!(outcomes(&["ok", "crowded", "ok"], LONG), [Ok(()), Ok(()), Ok(())]);
    }

    #[test]
    fn a_worker_that_cannot_start_fails_its_file() {
        let pool = Pool { command: &|| Command::new("/nonexistent/lkj"), workers: 2, timeout: None, memory_mib: 1 };
        let mut failed = 0;
        pool.run(2, &|_| Some(job("x")), |_, result| {
            failed += usize::from(result.is_err());
            Ok(())
        })
        .unwrap();
        assert_eq!(failed, 2);
    }
}
