/// The shape of a node, which says what kind of thing it is.
enum NodeLook: Hashable {
  case shock, lender, asset, price, pool, issuer, bearer

  /// Graphviz's name of the shape.
  var shape: String {
    switch self {
    case .shock: "octagon"
    case .lender, .asset, .price, .bearer: "box"
    case .pool: "cylinder"
    case .issuer: "note"
    }
  }

  /// Graphviz's names of the style.
  var style: String {
    switch self {
    case .asset, .price, .bearer: "rounded,filled"
    case .shock, .lender, .pool, .issuer: "filled"
    }
  }

  /// The shape in words, for legends.
  var legend: String {
    switch self {
    case .shock: "octagon: shock"
    case .lender: "box: protocol"
    case .asset: "rounded box: asset"
    case .price: "rounded box: price, and in the last row who bears the loss"
    case .pool: "cylinder: pool"
    case .issuer: "folded corner: issuer"
    case .bearer: "rounded box: final bearer"
    }
  }
}
