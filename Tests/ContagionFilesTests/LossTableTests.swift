import ContagionFiles
import ContagionModel
import OrderedCollections
import Testing

struct `A loss table` {
  private func read(_ text: String, periods: Int? = nil) throws -> LossTableFile {
    try withFile(text) { try LossTableFile.read($0, periods: periods) }
  }

  private func faults(_ text: String, periods: Int? = nil) throws -> [String] {
    try withFile(text) { path in
      let error = #expect(throws: LossTableError.self) {
        try LossTableFile.read(path, periods: periods)
      }
      return error?.messages.map { $0.replacing(path + ":", with: "") } ?? []
    }
  }

  static let accepted =
    "a loss table has 'scenario, probability, badDebt:MARKET…' (and perhaps latent:MARKET,"
    + " price:ASSET, liquidatedDebtUSD, borrowerEquityUSD), 'event, rate, loss[, market]' or"
    + " 'period, event, loss[, market]'"

  @Test func `of scenarios has a column for each market`() throws {
    let file = try read(
      """
      scenario,probability,badDebt:A,badDebt:B,latent:B,price:ETH,liquidatedDebtUSD
      calm,0.9,0,0,0,1,0
      storm,0.1,5,2.5,1,0.6,80

      """)
    #expect(file.kind == .scenarios && !file.losses.isSampled)
    #expect(file.losses.markets.map(\.id) == ["A", "B"])
    #expect(file.assets == ["ETH"])
    let storm = try #require(file.losses.scenarios.last)
    #expect(storm.probability == 0.1)
    #expect(storm.events[0].realizedUSD == [5, 2.5])
    #expect(storm.events[0].latentUSD == [0, 1])
    #expect(storm.events[0].priceFactor(of: "ETH") == 0.6)
    #expect(storm.events[0].liquidatedDebtUSD == 80)
    #expect(storm.events[0].borrowerEquityUSD == nil)
  }

  @Test func `of events happens at most once a year`() throws {
    let file = try read("event,rate,loss,market\nquake,0.1,5,A\nquake,0.1,7,B\nflood,0.2,3,A\n")
    #expect(file.kind == .eventLossTable)
    #expect(file.losses.scenarios.map(\.id) == ["no event", "quake", "flood"])
    #expect(abs(file.losses.scenarios[0].probability - 0.7) < 1e-15)
    #expect(file.losses.scenarios[1].events[0].realizedUSD == [5, 7])
    #expect(file.losses.findings().isEmpty)
  }

  @Test func `of years has as many periods as it is told`() throws {
    let file = try read("period,event,loss\n1,a,12\n3,b,25\n3,c,8\n", periods: 4)
    #expect(file.kind == .yearLossTable && file.losses.isSampled)
    #expect(
      file.losses.scenarios.map { $0.events.map { $0.realizedUSD[0] } } == [[12], [], [25, 8], []])
    #expect(
      try faults("period,event,loss\n1,a,12\n") == [
        "1:1: error: a year loss table lists only periods with events; say how many there are with"
          + " --periods"
      ])
    #expect(
      try faults("period,event,loss\n9,a,12\n", periods: 4) == [
        "2:1: error: 'period' is '9'; accepted: 1 to 4"
      ])
  }

  @Test func `guesses no column`() throws {
    #expect(
      try faults("scenario,probabilty,badDebt:A\n") == [
        "1:1: error: the header has no column 'probability'; \(Self.accepted)",
        "1:10: error: no column is called 'probabilty' (did you mean 'probability'?);"
          + " \(Self.accepted)",
      ])
    #expect(
      try faults("event,rate,loss,currency\n") == [
        "1:17: error: no column is called 'currency'; \(Self.accepted)"
      ])
    #expect(
      try faults("id,loss\n") == ["1:1: error: the header has id, loss; \(Self.accepted)"])
    #expect(try faults("") == ["1:1: error: the file is empty; \(Self.accepted)"])
  }

  @Test func `has no negative loss, no text for a number and no short row`() throws {
    #expect(
      try faults("scenario,probability,badDebt:A\na,0.5,-4\nb,0.5,four\nc,0.5\n") == [
        "2:7: error: 'badDebt:A' is -4; accepted: 0 or more",
        "3:7: error: 'badDebt:A' is 'four'; accepted: a number such as 12.5 or 1.25e3",
        "4:1: error: the row has 2 fields; the header has 3",
      ])
  }

  @Test func `of events with rates above 1 in all is refused`() throws {
    #expect(
      try faults("event,rate,loss\na,0.7,1\nb,0.75,1\n") == [
        "1:7: error: the rates sum to 1.45; with at most one event a year they sum to 1 or less;"
          + " several events a year take a year loss table"
      ])
  }
}
