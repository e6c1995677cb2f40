import Foundation
import Synchronization

/// Whether Ctrl-C has asked a long run to stop at the next good place.
enum Interruption {
  private static let flag = Atomic<Bool>(false)

  static var isAsked: Bool { flag.load(ordering: .relaxed) }

  /// From now on the first Ctrl-C (or SIGTERM) only asks; a second one ends the
  /// program.
  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.flag.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
