/// Why a run's folder was not written; what was there before is as it was.
public enum RunFolderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder holds another run; `file` is one that differs.
  case holdsAnotherRun(String, file: String)
  /// The folder has nothing in common with what is written; `file` is in it.
  case holdsOthers(String, file: String)
  /// There is a file where the folder should be.
  case isFile(String)
  case diskFull(String)
  case unwritable(String, reason: String)

  public var description: String {
    switch self {
    case .holdsAnotherRun(let path, let file):
      "\(path): already holds another run ('\(file)' differs); it is kept unless you ask for"
        + " --replace"
    case .holdsOthers(let path, let file):
      "\(path): holds other things ('\(file)') and none of these results, so it is never replaced;"
        + " accepted: a new folder, or an empty one"
    case .isFile(let path): "\(path): is a file; a run is written to a folder"
    case .diskFull(let path): "\(path): the disk is full; nothing was written"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    }
  }
}
