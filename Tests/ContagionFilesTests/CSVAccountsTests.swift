import ContagionModel
import Testing

@testable import ContagionFiles

struct `Accounts in a file` {
  static func read(_ text: String, inPiecesOf size: Int = 1000) -> (AccountBook, CSVAccounts) {
    var book = AccountBook()
    var accounts = CSVAccounts()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      accounts.read(Array(rest.prefix(size)), into: &book)
      rest = rest.dropFirst(size)
    }
    accounts.finish(into: &book)
    return (book, accounts)
  }

  @Test(arguments: [1, 5, 1000])
  func `become columns, whatever the order of theirs`(size: Int) {
    let (book, accounts) = Self.read(
      "asset,units,liquidationThreshold,side,protocol,id\nETH,2,0.7,collateral,aave,a\n"
        + "USD,5e2,,debt,aave,a\nETH,1,,collateral,aave,b\nUSD,7,,deposit,maker,a\n",
      inPiecesOf: size)
    var expected = AccountBook()
    expected.append(
      Account(
        "a", at: "aave", collateral: [Holding("ETH", 2)], debt: [Holding("USD", 500)],
        liquidationThreshold: 0.7))
    expected.append(Account("b", at: "aave", collateral: [Holding("ETH", 1)]))
    expected.append(Account("a", at: "maker", deposits: [Holding("USD", 7)]))
    #expect(book == expected)
    #expect(accounts.faults.isEmpty)
    #expect(accounts.lines == [2, 3, 4, 5])
  }

  @Test func `change sides by isCollateral`() {
    let (book, _) = Self.read(
      "id,protocol,side,asset,units,isCollateral\na,p,deposit,X,1,true\na,p,collateral,Y,1,false\n"
        + "a,p,deposit,Z,1,\na,p,debt,Z,1,false\n")
    #expect(
      book.entrySide
        == [AccountBook.Side.collateral, .deposit, .deposit, .debt].map(\.rawValue))
  }

  @Test func `have a risk category on any of their rows`() {
    let (book, accounts) = Self.read(
      "id,eMode,protocol,side,asset,units\na,,p,collateral,X,1\nb,,p,collateral,X,1\n"
        + "a,eth,p,debt,Y,1\na,eth,p,debt,Z,1\n")
    #expect(accounts.faults.isEmpty)
    #expect(book.eModes == [0: "eth"])
  }

  @Test func `are given up after a thousand faults`() {
    let (book, accounts) = Self.read(
      "id,protocol,side,asset,units\n" + String(repeating: "a,p,debt,X,-1\n", count: 1500)
        + "a,p,debt,X,1\n")
    #expect(book.entryCount == 0)
    #expect(accounts.faults.count == 1001)
    #expect(
      accounts.faults.last?.message
        == "more than 1000 findings; the rest of the file was not read")
  }

  @Test func `may have many protocols and assets`() {
    var text = "id,protocol,side,asset,units\n"
    for row in 0..<2000 { text += "a,p\(row % 300),collateral,T\(row % 700),1\n" }
    let (book, _) = Self.read(text)
    #expect(book.venues.count == 300)
    #expect(book.assets.count == 700)
    #expect(book.count == 300)
    for entry in 0..<book.entryCount {
      #expect(book.assets[Int(book.entryAsset[entry])].name == "T\(entry % 700)")
    }
  }
}
