public import ContagionModel
import Crypto

/// The name of a run's folder:
/// `<network>--<shock>[--<every choice that is not the default>]`.
///
/// Other choices, such as those of time, come last as they are given. Characters outside `A-Z a-z 0-9 . _ = % + -` become `_`. A name that
/// loses something that way, or that has more than 120 bytes, ends in a digest
/// of the whole, so that two runs never share a folder.
public struct RunName: Hashable, Sendable {
  private static let longest = 120

  public let text: String

  public init(network: String, shock: String, choices: Choices, others: [String] = []) {
    let changed = choices.listed.filter { !$0.isDefault }.map { choice in
      "\(choice.name)=\(choice.value.replacing(", ", with: "+"))"
    }
    let name = ([network, shock] + changed + others).joined(separator: "--")
    let safe = String(name.map { Self.isSafe($0) ? $0 : "_" })
    guard safe != name || safe.utf8.count > Self.longest else {
      text = safe
      return
    }
    let digest = hexadecimal(SHA256.hash(data: Array(name.utf8)).prefix(4))
    text = safe.prefix(Self.longest - 1 - digest.utf8.count) + "-" + digest
  }

  private static func isSafe(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || "._=%+-".contains(character))
  }
}
