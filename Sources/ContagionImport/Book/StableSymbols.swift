/// Symbols of tokens that promise 1 USD.
///
/// Only the promise follows from the symbol, never the price: an import
/// without a price is refused.
enum StableSymbols {
  static let known: Set<String> = [
    "USDC", "USDC.E", "USDBC", "USDT", "USDT0", "DAI", "USDS", "SAI", "LUSD", "BOLD", "FRAX",
    "FRXUSD", "GUSD", "BUSD", "TUSD", "USDP", "PAX", "SUSD", "CRVUSD", "GHO", "PYUSD", "USDE",
    "AUSD", "SCUSD", "DUSD", "DEUSD", "XUSD", "FDUSD", "USD0", "USD1", "RLUSD", "MIM", "DOLA",
    "EUSD", "USDD", "USDD.E", "USDM", "USDA", "FEI", "USD",
  ]

  static func contains(_ symbol: String) -> Bool { known.contains(symbol.uppercased()) }
}
