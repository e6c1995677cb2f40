import ContagionEngine
import ContagionModel

/// How many accounts of an imported network are below health 1 from the start.
struct ImportedHealth {
  let accounts: Int
  let unhealthy: Int

  /// - Throws: `ExitCode.failure` after the findings, if it cannot be run.
  init(_ network: Network) throws {
    do {
      let compiled = try network.compiled()
      accounts = compiled.accountCount
      unhealthy = (0..<accounts).count { compiled.openingHealth(of: $0) < 1 }
    } catch {
      throw Terminal.failure(
        error.findings.map { "\($0.path): \($0.severity.rawValue): \($0.message)" }
          .joined(separator: "\n"))
    }
  }

  var remark: String { "\(unhealthy) of \(accounts) accounts are below health 1 at the opening" }
}
