import ArgumentParser
import ContagionEngine
import ContagionFiles
import ContagionModel
import OrderedCollections

/// A network read, checked and compiled, at one or both ends of its ranges.
struct LoadedNetwork {
  /// A network at one end of its ranges.
  struct End {
    /// `low` or `high`; `nil` if the file has no ranges.
    let name: String?
    let network: Network
    let compiled: CompiledNetwork
  }

  let file: NetworkFile
  let ends: [End]

  /// Reads a network; its findings go to standard error.
  ///
  /// - Throws: `ExitCode.failure` after the messages, if it cannot be run.
  init(_ path: String, under rules: RuleSet? = nil) throws {
    do {
      file = try YAMLNetwork.read(path, under: rules)
    } catch {
      throw Terminal.failure(error.description)
    }
    if !file.findings.isEmpty { Terminal.remark(findingText(file.findings, file.places)) }
    guard file.isSound else { throw ExitCode.failure }
    var ends: [End] = []
    for (name, network) in [("low", file.network)] + (file.high.map { [("high", $0)] } ?? []) {
      do {
        ends.append(
          End(
            name: file.high == nil ? nil : name, network: network,
            compiled: try network.compiled()))
      } catch {
        throw Terminal.failure(findingText(error.findings, file.places))
      }
    }
    self.ends = ends
  }

  /// The shocks that options ask for: names of the file, or spelled out; where a path
  /// is shock enough there may be none.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func shocks(
    _ asked: [String], orNone: Bool = false
  ) throws -> (name: String, title: String?, shocks: [Shock]) {
    let named = file.network.shocks
    if asked.isEmpty, orNone { return ("path", "the path of prices", []) }
    let wanted =
      asked.isEmpty ? [file.network.defaultShock ?? named.keys.first].compactMap { $0 } : asked
    guard !wanted.isEmpty else {
      throw Terminal.failure(
        "the network names no shock; give one with --shock, for example --shock ETH=-30%")
    }
    var titles: [String] = []
    var shocks: [Shock] = []
    for text in wanted {
      if let found = named[text] {
        titles.append(found.title)
        shocks += found.shocks
        continue
      }
      guard text.contains("=") || text.hasSuffix(".hold") else {
        let hint = suggestion(for: text, among: Array(named.keys))
        throw Terminal.failure(
          "no shock is called '\(text)'\(hint.map { " (did you mean '\($0)'?)" } ?? "");"
            + " known: \(named.keys.joined(separator: ", ")); or spell one: ETH=-30%")
      }
      do {
        let shock = try Shock(parsing: text)
        titles.append(shock.description)
        shocks.append(shock)
      } catch {
        throw Terminal.failure(error.description)
      }
    }
    for end in ends {
      let findings = end.compiled.findings(of: shocks)
      if !findings.isEmpty {
        throw Terminal.failure(
          findings.map { "\($0.path): error: \($0.message)" }.joined(separator: "\n"))
      }
    }
    return (wanted.joined(separator: "+"), titles.joined(separator: "; "), shocks)
  }
}
