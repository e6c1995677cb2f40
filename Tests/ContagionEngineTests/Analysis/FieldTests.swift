import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `A field of a network` {
  static let stress = StressCase(.threeProtocols, shocks: [.priceChange("ETH", -0.19)])

  @Test(
    arguments: [
      ("shock.ETH", -0.19), ("pools.eth-usd.reserves.ETH", 20_000), ("pools.eth-usd.depth", 1),
      ("assets.USD.price", 1), ("protocols.Alpha.liquidation.bonus", 0.05),
      ("protocols.Alpha.reserves.ETH.bonus", 0.05), ("protocols.Beta.book", 1),
      ("protocols.Alpha.liquidation.closeFactor.fullBelow", 0.95),
    ] as [(String, Double)])
  func `is found by its path`(path: String, value: Double) throws {
    #expect(try Self.stress.field(path).value == value)
  }

  @Test func `is read as it was written, whichever it is`() throws {
    let fields = Self.stress.fields.filter { $0.field.unit != .multiple }
    #expect(fields.count > 15)
    #expect(Set(fields.map(\.field.path)).count == fields.count)
    for (field, value) in fields {
      let other = field.range.contains(value * 0.8 + 0.013) ? value * 0.8 + 0.013 : value / 2
      let changed = try Self.stress.with(field, at: other)
      #expect(try changed.field(field.path).value == other, "\(field.path)")
      #expect(changed != Self.stress)
    }
  }

  /// Twice the depth: both reserves, so that the price stays.
  @Test func `scales a pool without moving its price`() throws {
    let field = try Self.stress.field("pools.eth-usd.depth").field
    let pool = try Self.stress.with(field, at: 2).network.pools["eth-usd"]
    #expect(pool?.baseReserve == 40_000)
    #expect(pool?.quoteReserve == 80_000_000)
  }

  @Test func `scales the book of one protocol`() throws {
    let field = try Self.stress.field("protocols.Beta.book").field
    let book = try Self.stress.with(field, at: 0.5).network.accounts
    #expect(Array(book.entryUnits.prefix(2)) == [1_000, 1_300_000])
    #expect(Array(book.entryUnits[6..<8]) == [400, 530_000])
  }

  @Test func `that is not there is refused with the nearest`() {
    #expect {
      _ = try Self.stress.field("protocols.Alpha.liquidation.bonis")
    } throws: { error in
      "\(error)"
        == "no field is called 'protocols.Alpha.liquidation.bonis'"
        + " (did you mean 'protocols.Alpha.liquidation.bonus'?)"
    }
  }

  @Test func `takes no value outside its range`() throws {
    let field = try Self.stress.field("protocols.Alpha.liquidation.bonus").field
    #expect {
      _ = try Self.stress.with(field, at: 5)
    } throws: { error in
      "\(error)" == "'protocols.Alpha.liquidation.bonus' is 5.0, outside 0.0...1.0"
    }
  }
}

struct `A sweep` {
  /// `MP-SWEEP`, synchronous.
  @Test func `over the shock is the loss curve`() throws {
    let points = WorkedNumbers.sweep
    let sweep = try FieldTestsCase.stress.sweep([
      FieldSteps(path: "shock.ETH", values: points.map { -$0.shock })
    ])
    for (cell, point) in zip(sweep.cells, points) {
      expectClose(cell.badDebtUSD, point.badDebt, within: 1e-10)
    }
  }

  @Test func `over two fields has every combination, the last varying fastest`() throws {
    let sweep = try FieldTestsCase.stress.sweep([
      FieldSteps(path: "shock.ETH", values: [-0.19, -0.36]),
      FieldSteps(path: "protocols.Alpha.book", values: [1, 1e-6]),
    ])
    #expect(
      sweep.cells.map(\.values) == [[-0.19, 1], [-0.19, 1e-6], [-0.36, 1], [-0.36, 1e-6]])
    expectClose(sweep.cells[0].badDebtUSD, 57_972.214087922672854, within: 1e-10)
    // Beta and Gamma alone are healthy at 1,620 USD.
    expectClose(sweep.cells[1].badDebtUSD, 0)
  }

  @Test func `says at which value the network is unsound`() throws {
    var stress = FieldTestsCase.stress
    stress.network.protocols["Alpha"]?.reserves["ETH"]?.loanToValue = 0.75
    #expect {
      _ = try stress.sweep([
        FieldSteps(path: "protocols.Alpha.liquidation.liquidationThreshold", values: [0.8, 0.7])
      ])
    } throws: { error in
      "\(error)"
        == "with protocols.Alpha.liquidation.liquidationThreshold at 0.7:"
        + " protocols.Alpha.reserves.ETH.ltv: ltv 0.75 is above the liquidation threshold 0.7"
    }
  }

  @Test(
    arguments: [
      ("a.b=1..2:3", "a.b", [1, 1.5, 2]), ("shock.ETH=-10%..-30%:2", "shock.ETH", [-0.1, -0.3]),
    ] as [(String, String, [Double])])
  func `is read from a text`(text: String, path: String, values: [Double]) throws {
    let steps = try FieldSteps(parsing: text)
    #expect(steps.path == path)
    #expect(steps.values == values)
  }

  @Test(
    arguments: [
      ("a.b", "it has no '='"), ("a=1", "'1' has no '..'"), ("a=1..x", "'x' is not a finite"),
      ("a=1..1", "both ends are 1"), ("a=1..2:1", "'1' is not a whole number of steps"),
      ("a=1..nan", "'nan' is not a finite"),
    ])
  func `refuses another text`(text: String, reason: String) {
    #expect {
      _ = try FieldSteps(parsing: text)
    } throws: { error in
      "\(error)".hasPrefix("'\(text)' is no range of a field: \(reason)")
    }
  }
}

enum FieldTestsCase {
  static let stress = StressCase(.threeProtocols, shocks: [.priceChange("ETH", -0.19)])
}
