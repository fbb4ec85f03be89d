//! The program that a worker runs.

use std::io;
use std::path::{Path, PathBuf};

/// A program that compiles for a [`Shim`](crate::Shim), in a process of its own
/// for each component.
///
/// On systems other than Linux, the host looks at the memory of the process
/// every 20 ms, with the system's own `ps` or `tasklist`: a component may have
/// taken more by then.
#[derive(Clone, Debug)]
pub struct CompileWorker {
    program: PathBuf,
}

impl CompileWorker {
    /// Names a program.
    ///
    /// # Safety
    ///
    /// The code that the program answers is run. It must be a program that gets
    /// the argument of [`is_asked`](super::is_asked) and then does nothing but
    /// [`main`](super::main), of this version of the crate, and nobody may
    /// replace it who may not run code as this process.
    #[allow(unsafe_code, reason = "what it answers is run as machine code")]
    pub unsafe fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
        }
    }

    /// Names the program that is running.
    ///
    /// # Errors
    ///
    /// The system does not say where it is.
    ///
    /// # Safety
    ///
    /// As [`new`](Self::new): its `main` must look at
    /// [`is_asked`](super::is_asked) before anything else.
    #[allow(unsafe_code, reason = "as `new`")]
    pub unsafe fn this_program() -> io::Result<Self> {
        let program = Self::program_of_this_process()?;
        Ok(Self { program })
    }

    /// Gives the path of the program that is running, for starting it once more.
    ///
    /// # Errors
    ///
    /// The system does not say where it is.
    pub fn program_of_this_process() -> io::Result<PathBuf> {
        // This stays the same program when the file is replaced by a newer
        // version while we run.
        let link = Path::new("/proc/self/exe");
        if cfg!(target_os = "linux") && link.exists() {
            Ok(link.to_owned())
        } else {
            std::env::current_exe()
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.program
    }
}
