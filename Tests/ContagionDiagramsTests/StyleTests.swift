import ContagionDiagrams
import ContagionEngine
import ContagionModel
import ContagionTestSupport
import Foundation
import OrderedCollections
import Testing

struct `Every diagram style` {
  static let styles = Catalog.diagramStyles.entries.map(\.name)

  private func dot(
    _ style: String, _ study: Study, _ network: Network,
    _ options: DiagramOptions = DiagramOptions()
  ) throws -> DOT {
    try Catalog.diagramStyles.rule(RuleChoice(style)).diagram(of: study, in: network, options)
  }

  @Test(arguments: styles)
  func `draws the same text each time`(style: String) throws {
    let large = Samples.largeNetwork(protocols: 12, assets: 30, pools: 15, issuers: 20)
    let study = Samples.largeStudy(large, rounds: 30)
    #expect(try dot(style, study, large).utf8 == dot(style, study, large).utf8)
    try expectGolden(dot(style, Samples.study, Samples.network).text, "\(style).dot")
  }

  @Test(arguments: styles)
  func `has a title, a summary, and a tooltip wherever something is drawn`(style: String) throws {
    let dot = try dot(style, Samples.study, Samples.network)
    #expect(dot.title.contains(Samples.network.title))
    #expect(dot.summary.contains("2024-01-01"))
    for element in dot.elements {
      switch element {
      case .node(let name, let attributes): #expect(attributes["tooltip"] != nil, "\(name)")
      case .edge(_, _, let attributes):
        #expect(attributes["tooltip"] != nil || attributes["style"] == "invis")
      case .subgraph: break
      }
    }
  }

  /// 10,000 + 20,000 left and at most 7,000 more were asked for; alpha was held twice of three steps.
  @Test(arguments: ["cascade", "flows", "infection"])
  func `says who left and what was held`(style: String) throws {
    var study = Samples.study
    study.joint.steps = (0..<3).map { number in
      var step = TimedStep(
        number: number, seconds: 60 * Double(number), prices: [], rounds: 0, calls: 0,
        repaidUSD: 0, badDebtUSD: 0, waiting: 0, waitingDebtUSD: 0)
      step.withdrawnUSD = 10_000 * Double(number)
      step.toppedUpUSD = 500 * Double(number)
      step.refusedUSD = [0, 7000, 3000][number]
      step.poolsLeft = [0, 2, 1][number]
      step.pauses =
        number == 0
        ? [] : [TimedStep.Pause(lendingProtocol: "alpha", breaker: "price", held: .liquidations)]
      step.thresholds = [
        TimedStep.Threshold(
          reserve: ReserveID("alpha", "ETH"), engine: "ewma", value: [0.8, 0.6, 0.7][number])
      ]
      return step
    }
    let words =
      "Borrowers paid back $1,500; lenders took out $30,000 and asked for up to $7,000 more in a step; liquidity providers left 2 pools;"
      + " breaker price held liquidations of alpha in 2 of 3 steps;"
      + " margin engine ewma lowered the threshold of alpha/ETH to 60.0 %."
    #expect(try dot(style, study, Samples.network).summary.contains(words))
    #expect(try !dot(style, Samples.study, Samples.network).summary.contains("Borrowers paid"))
  }

  @Test(arguments: styles)
  func `draws edges only between nodes that it describes`(style: String) throws {
    let large = Samples.largeNetwork(protocols: 12, assets: 30, pools: 15, issuers: 20)
    for (study, network) in [
      (Samples.study, Samples.network), (Samples.largeStudy(large, rounds: 30), large),
    ] {
      for full in [false, true] {
        let dot = try dot(style, study, network, DiagramOptions(full: full))
        let described = Set(dot.elements.flatMap(nodes))
        for case .edge(let from, let to, _) in dot.elements {
          #expect(described.contains(from) && described.contains(to), "\(from) -> \(to)")
        }
      }
    }
  }

  @Test(arguments: styles)
  func `keeps to the limit of nodes`(style: String) throws {
    let large = Samples.largeNetwork(protocols: 60, assets: 200, pools: 40, issuers: 40)
    let dot = try dot(style, Samples.largeStudy(large, rounds: 30), large)
    let drawn = dot.elements.flatMap(nodes).filter {
      !$0.hasPrefix("row ") && !$0.hasPrefix("column ")
    }
    let limit = style == "infection" ? 80 : 44
    #expect(drawn.count <= limit)
  }

  @Test(arguments: styles)
  func `draws a run in which nothing happened`(style: String) throws {
    var joint = Samples.study.joint
    joint.rounds = []
    joint.losses = []
    joint.badDebt = []
    joint.issuers = []
    joint.infections = []
    joint.assets = []
    let dot = try dot(style, Samples.study(joint), Network(name: ""))
    #expect(try !Graphviz.picture(of: dot, as: "svg").isEmpty)
  }

  @Test(arguments: styles)
  func `takes any name`(style: String) throws {
    var network = Samples.network
    var joint = Samples.study.joint
    for name in DOTNames.all {
      network.assets[AssetID(name)] = Asset(kind: .base, price: 1)
      network.protocols[ProtocolID(name)] = LendingProtocol(
        kind: .pooled, liquidation: RuleChoice(name), recognition: .none,
        reserves: [AssetID(name): Reserve(loans: 1e6)], chain: name)
      joint.parties.append(Party(.holders, name))
      joint.losses.append(Samples.loss(joint.parties.count - 1, 0, 2e6, 0, 1e6, credit: 1e6))
      joint.infections.append(
        Infection(from: name, to: "holders of \(name)", channel: .claim, lossUSD: 1e6))
      joint.rounds[0].liquidations.append(
        CascadeRound.Liquidations(
          lendingProtocol: ProtocolID(name), accounts: 1, repaidUSD: 1e6, seizedUSD: 1e6,
          badDebtUSD: 0))
    }
    joint.networkTitle = DOTNames.all.joined(separator: " ")
    joint.shockTitle = "\\N <&> \""
    let options = DiagramOptions(full: true)
    let dot = try dot(style, Samples.study(joint), network, options)
    let svg = SVGTexts(try Graphviz.picture(of: dot, as: "svg"))
    #expect(svg.texts.contains { $0.contains("1inch") })
    #expect(svg.texts.contains { $0.contains("\\N") })
  }

  private func nodes(of element: DOT.Element) -> [String] {
    switch element {
    case .node(let name, let attributes): attributes.pairs.isEmpty ? [] : [name]
    case .edge: []
    case .subgraph(let subgraph): subgraph.elements.flatMap(nodes)
    }
  }
}

enum DOTNames {
  static let all = [
    "1inch", "0xabc", "node", "", "a\"b", "back\\", "\\N", "two\nlines", "<&>", "é",
  ]
}

struct `The cascade diagram` {
  private var labels: String {
    get throws {
      let dot = CascadeDiagram().diagram(
        of: Samples.study, in: Samples.network, DiagramOptions())
      return SVGTexts(try Graphviz.picture(of: dot, as: "svg")).texts.joined(separator: "\n")
    }
  }

  /// The figures of MP-CASCADE: prices, the largest round, bad debt.
  @Test func `shows the figures of the worked example`() throws {
    let labels = try labels
    for text in [
      "$2,000 → $1,620 (−19.0 %)", "ETH $1,432.94 → $1,215.11 (−15.2 %)",
      "sold 2,030.6 ETH, $2.91 M", "bad debt $38,666", "bad debt $57,972", "loses $30,386",
      "Round 7", "lose $30,386 of $3.00 M",
    ] {
      #expect(labels.contains(text), "\(text)")
    }
  }

  @Test func `merges rounds beyond its stages and says so`() throws {
    let large = Samples.largeNetwork(protocols: 12, assets: 30, pools: 15, issuers: 20)
    let dot = CascadeDiagram().diagram(
      of: Samples.largeStudy(large, rounds: 30), in: large, DiagramOptions())
    #expect(dot.text.contains("other protocols"))
    #expect(dot.text.contains(" rounds)"))
    #expect(dot.text.contains("Merged, the smallest first: "))
  }

  /// All that liquidators repaid is drawn, however rounds are merged.
  @Test func `loses no liquidation when it merges`() {
    let large = Samples.largeNetwork(protocols: 12, assets: 30, pools: 15, issuers: 20)
    let study = Samples.largeStudy(large, rounds: 30)
    let calls = study.joint.rounds.flatMap(\.liquidations).reduce(0) { $0 + $1.accounts }
    let dot = CascadeDiagram().diagram(of: study, in: large, DiagramOptions())
    let shown = dot.text.matches(of: /([0-9,]+) liquidation calls?; repaid/).reduce(0) {
      $0 + (Int($1.1.replacing(",", with: "")) ?? 0)
    }
    #expect(shown == calls)
  }
}

struct `The cascade diagram of an issuer's loss` {
  /// The vault loses 40,000; what gamma lent against its receipt is 10,000 short.
  private var dot: DOT {
    var network = Samples.network
    network.issuers["vault-prime"]?.allocations = []
    var joint = Samples.study.joint
    joint.shocks = [.issuerLoss(.issuer("vault-prime"), 40_000)]
    joint.rounds = []
    joint.losses = []
    joint.badDebt = [
      BadDebt(
        reserve: ReserveID("gamma", "USDC"), chain: nil, realizedUnits: 0, realizedUSD: 0,
        latentUSD: 10_000)
    ]
    joint.issuers = [
      IssuerLoss(
        party: 5, claimsUSD: 100_000, lossUSD: 40_000, accountingNAV: 0.6, economicNAV: 0.6)
    ]
    joint.infections = [
      Infection(from: "vault-prime", to: "gamma", channel: .claim, lossUSD: 10_000)
    ]
    return CascadeDiagram().diagram(of: Samples.study(joint), in: network, DiagramOptions())
  }

  @Test func `runs from the shock over the issuer to the bad debt`() {
    var lines: [String: DOT.Attributes] = [:]
    for case .edge(let from, let to, let attributes) in dot.elements {
      lines["\(from) -> \(to)"] = attributes
    }
    #expect(lines["shock -> issuer vault-prime"]?["color"] == "#000000")
    let claim = lines["issuer vault-prime -> reserve gamma/USDC"]
    #expect(claim?["color"] == .text(Palette.color(of: .claim)))
    #expect(claim?["tooltip"] == "vault-prime → gamma/USDC: $10,000 not covered, claim")
    #expect(lines["shock -> reserve gamma/USDC"] == nil)
  }
}

struct `The network map` {
  @Test func `adds up collateral, loans and liquidity`() throws {
    let dot = NetworkMap().map(of: Samples.network)
    let labels = SVGTexts(try Graphviz.picture(of: dot, as: "svg")).texts
    #expect(labels.contains("collateral $7.20 M"))
    #expect(labels.contains("collateral $14.6 M"))
    #expect(labels.contains("holds $80.0 M"))
    #expect(labels.contains("issued $3.00 M"))
  }

  @Test func `says how many it merged and what they come to`() throws {
    let large = Samples.largeNetwork(protocols: 60, assets: 200, pools: 40, issuers: 40)
    let text = NetworkMap().map(of: large).text
    #expect(text.contains(/[0-9]+ other assets/))
    #expect(text.contains(/\$[0-9.]+ [MB] together/))
    let full = NetworkMap().map(of: large, DiagramOptions(full: true))
    #expect(!full.text.contains("other assets"))
    #expect(full.layout == "sfdp")
  }
}

struct `The infection diagram` {
  @Test func `keeps the largest forty lines`() {
    let large = Samples.largeNetwork(protocols: 60, assets: 200, pools: 40, issuers: 40)
    let dot = InfectionDiagram().diagram(
      of: Samples.largeStudy(large, rounds: 3), in: large, DiagramOptions())
    let edges = dot.elements.count { if case .edge = $0 { true } else { false } }
    #expect(edges == 40)
    #expect(dot.text.contains("smaller lines"))
  }
}

struct `The flow diagram` {
  /// Gamma's liquidators sell into the one pool of `MP-CASCADE`; what moves within a
  /// protocol (repayments, seizures) is no line.
  @Test func `draws what protocols sold into the pool and got for it`() throws {
    let network = Network.threeProtocols
    let study = try network.compiled().study(of: [.priceChange("ETH", -0.19)])
    let dot = FlowDiagram().diagram(of: study, in: network, DiagramOptions())
    var sold = 0.0
    for case .edge(let from, let to, _) in dot.elements {
      #expect(from != to)
      #expect([from, to].contains("eth-usd"))
      sold += 1
    }
    // Each of three protocols and the exogenous trader, both ways.
    #expect(sold == 8)
    #expect(dot.text.contains("tokens sold"))
    #expect(try !Graphviz.picture(of: dot, as: "svg").isEmpty)
  }
}
