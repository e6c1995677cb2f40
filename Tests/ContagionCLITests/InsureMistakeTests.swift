import Foundation
import Testing

/// The list of issue 4, each with the whole of what is said about it.
struct `A mistake in what is insured` {
  private static let table =
    "scenario,probability,badDebt:A,price:TOKEN\ns0,0.75,0,1\ns1,0.25,4,0.5\n"
  private static let tower = """
    design: layered-tower
    layers: [{name: pool, payer: junior, attachment: 0, limit: 60}]
    """
  private static let columns =
    "a loss table has 'scenario, probability, badDebt:MARKET…' (and perhaps latent:MARKET,"
    + " price:ASSET, liquidatedDebtUSD, borrowerEquityUSD), 'event, rate, loss[, market]' or"
    + " 'period, event, loss[, market]'"

  /// What standard error says, with the code.
  private func verdict(_ table: String, _ design: String) async throws -> (String, Int32) {
    try await Program.withFolder { folder in
      try table.write(toFile: "\(folder)/l.csv", atomically: true, encoding: .utf8)
      try "schema: contagion.design/1\nname: x\n\(design)\n".write(
        toFile: "\(folder)/d.yaml", atomically: true, encoding: .utf8)
      let run = try await Program.shell(
        "\"$0\" insure --losses \(folder)/l.csv --designs \(folder)/d.yaml --out \(folder)")
      return (run.remarks.replacing("\(folder)/", with: ""), Int32(run.code))
    }
  }

  @Test(arguments: [
    (
      "design: layered-tower\nlayers: [{name: one, payer: junior, attachment: 0, limit: 60}]\n"
        + "capital: [{usd: 50}]",
      "5:1: error: the layers promise 60.0 USD, more than the capital of 50.0 USD"
    ),
    (
      "design: leveraged-mutual\ncover: {A: {limit: 300}}\ncapital: [{usd: 60}]",
      "5:1: error: the policies promise 300.0 USD, more than 4.8 times the capital of 60.0 USD"
    ),
    (
      "design: reserve-buffer\ncover: {AA: {buffer: 1}}",
      "4:9: error: no protocol or reserve is called 'AA' (did you mean 'A'?); known: A"
    ),
    (
      "design: native-token-module\ntoken: TOKE\ncover: {A: {stake: 1}}",
      "4:8: error: no asset is called 'TOKE' (did you mean 'TOKEN'?); known: TOKEN"
    ),
  ])
  func `of a design is placed`(design: String, message: String) async throws {
    let (remarks, code) = try await verdict(Self.table, design)
    #expect(remarks == "l.csv: scenarios\nd.yaml:\(message)\n\n")
    #expect(code == 1)
  }

  @Test func `that may be meant is a warning`() async throws {
    let (remarks, code) = try await verdict(
      Self.table,
      """
      design: layered-tower
      layers:
        - {name: first, payer: junior, attachment: 0, limit: 15}
        - {name: second, payer: senior, attachment: 10, limit: 20}
        - {name: third, payer: cat bond, attachment: 40, limit: 25}
      """)
    #expect(
      remarks == """
        l.csv: scenarios
        d.yaml:6:5: warning: layers 'first' and 'second' overlap from 10.0 to 15.0 USD
        d.yaml:7:5: warning: no layer pays from 30.0 to 40.0 USD, between 'second' and 'third'

        wrote l--insured

        """)
    #expect(code == 0)
  }

  @Test(arguments: [
    (
      "scenario,probability,badDebt:A\ns0,0.75,0\ns1,0.125,4\n",
      "l.csv: scenarios\nl.csv: error: the probabilities of 2 scenarios sum to 0.875; accepted: 1\n"
    ),
    (
      "scenario,probability,badDebt:A\ns0,0.75,0\ns1,0.25,-4\n",
      "l.csv:3:9: error: 'badDebt:A' is -4; accepted: 0 or more\n"
    ),
    (
      "scenario,probability,badDebt:A,currency\ns0,1,0,USD\n",
      "l.csv:1:32: error: no column is called 'currency'; \(columns)\n"
    ),
  ])
  func `of a loss table is placed`(table: String, message: String) async throws {
    let (remarks, code) = try await verdict(table, Self.tower)
    #expect(remarks == message)
    #expect(code == 1)
  }

  /// `INSURANCE-LAYERS`: 190 against 60.
  @Test func `of comparing unequal capital is refused`() async throws {
    try await Program.withFolder { folder in
      for (name, limit) in [("pool", 60), ("cover2", 190)] {
        try """
        schema: contagion.design/1
        name: \(name)
        design: layered-tower
        layers: [{name: pool, payer: junior, attachment: 0, limit: \(limit)}]
        """.write(toFile: "\(folder)/\(name).yaml", atomically: true, encoding: .utf8)
      }
      try Self.table.write(toFile: "\(folder)/l.csv", atomically: true, encoding: .utf8)
      let run = try await Program.shell(
        "\"$0\" insure --losses \(folder)/l.csv --designs \(folder)/pool.yaml \(folder)/cover2.yaml"
          + " --out \(folder)")
      #expect(run.code == 1)
      #expect(
        run.remarks.hasSuffix(
          "the designs lock different capital: 'pool' 60.0 USD, 'cover2' 190.0 USD; give them the"
            + " same, or ask for an unequal comparison with --unequal\n"))
    }
  }

  @Test func `is caught by the schema that is printed`() async throws {
    let run = try await Program.run("schema", "designs")
    #expect(run.code == 0)
    #expect(run.output.contains("\"title\" : \"Design file, contagion.design/1\""))
    #expect(run.output.contains("\"outflow-cap\""))
    let unknown = try await Program.run("schema", "design")
    #expect(unknown.code == 64)
    #expect(
      unknown.remarks.contains(
        "The value 'design' is invalid for '<kind>'. Please provide one of 'networks' and 'designs'."
      ))
  }
}
