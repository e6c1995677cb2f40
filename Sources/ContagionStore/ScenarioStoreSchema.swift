/// The tables and views of a scenario file, as SQL with a comment on each.
///
/// SQLite keeps the comments, so `.schema` prints them to whoever opens a file.
enum ScenarioStoreSchema {
  /// Stands in the file's `user_version`.
  static let version = 2

  static let sql = """
    CREATE TABLE run (
      -- What was asked for, one line a key: network, model, seed, choices, digests.
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE protocols (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      chain TEXT
    );
    CREATE TABLE reserves (
      -- One asset listed by one protocol.
      id INTEGER PRIMARY KEY,
      protocol INTEGER NOT NULL REFERENCES protocols (id),
      asset TEXT NOT NULL
    );
    CREATE TABLE assets (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    );
    CREATE TABLE parties (
      -- Who gains and loses; a loss ends at a final bearer.
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      protocol TEXT,
      chain TEXT,
      is_final_bearer INTEGER NOT NULL
    );
    CREATE TABLE targets (
      -- What shocks hit; changes and shares are ratios, names ending in USD are dollars.
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    );
    CREATE TABLE variants (
      -- Runs made beside the joint one with the same shocks.
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    );
    CREATE TABLE scenarios (
      -- One row a scenario; USD, less those of the run without shock.
      scenario INTEGER PRIMARY KEY,
      probability REAL NOT NULL,
      bad_debt_usd REAL NOT NULL,
      realized_bad_debt_usd REAL NOT NULL,
      latent_bad_debt_usd REAL NOT NULL,
      direct_loss_usd REAL NOT NULL,
      final_loss_usd REAL NOT NULL,
      liquidated_usd REAL NOT NULL,
      -- What all borrowers have left above their debt.
      borrower_equity_usd REAL NOT NULL,
      rounds INTEGER NOT NULL,
      stop TEXT NOT NULL
    );
    CREATE TABLE shocks (
      -- Sizes of shocks; those of 0 are left out.
      scenario INTEGER NOT NULL,
      target INTEGER NOT NULL,
      size REAL NOT NULL,
      PRIMARY KEY (scenario, target)
    ) WITHOUT ROWID;
    CREATE TABLE reserve_outcomes (
      -- Bad debt by reserve; rows of zeros are left out, here and below.
      scenario INTEGER NOT NULL,
      reserve INTEGER NOT NULL,
      realized_bad_debt_usd REAL NOT NULL,
      latent_bad_debt_usd REAL NOT NULL,
      PRIMARY KEY (scenario, reserve)
    ) WITHOUT ROWID;
    CREATE TABLE protocol_outcomes (
      -- What liquidators of a protocol repaid, seized and how often they called.
      scenario INTEGER NOT NULL,
      protocol INTEGER NOT NULL,
      repaid_usd REAL NOT NULL,
      seized_usd REAL NOT NULL,
      calls INTEGER NOT NULL,
      PRIMARY KEY (scenario, protocol)
    ) WITHOUT ROWID;
    CREATE TABLE asset_outcomes (
      -- Economic price at the end over that at the opening; factors of 1 are left out.
      scenario INTEGER NOT NULL,
      asset INTEGER NOT NULL,
      price_factor REAL NOT NULL,
      PRIMARY KEY (scenario, asset)
    ) WITHOUT ROWID;
    CREATE TABLE party_outcomes (
      -- Losses (gains are negative): marked right after the shock, and at the end.
      scenario INTEGER NOT NULL,
      party INTEGER NOT NULL,
      direct_loss_usd REAL NOT NULL,
      final_loss_usd REAL NOT NULL,
      PRIMARY KEY (scenario, party)
    ) WITHOUT ROWID;
    CREATE TABLE variant_outcomes (
      -- Bad debt of the one protocol in an isolated run, else of all.
      scenario INTEGER NOT NULL,
      variant INTEGER NOT NULL,
      bad_debt_usd REAL NOT NULL,
      final_loss_usd REAL NOT NULL,
      liquidated_usd REAL NOT NULL,
      PRIMARY KEY (scenario, variant)
    ) WITHOUT ROWID;
    CREATE VIEW shocks_by_name AS
      -- scenario, target, size
      SELECT s.scenario, t.name AS target, s.size
      FROM shocks s JOIN targets t ON t.id = s.target;
    CREATE VIEW bad_debt_by_protocol AS
      -- scenario, protocol, bad_debt_usd
      SELECT o.scenario, p.name AS protocol,
        SUM(o.realized_bad_debt_usd + o.latent_bad_debt_usd) AS bad_debt_usd
      FROM reserve_outcomes o JOIN reserves r ON r.id = o.reserve
        JOIN protocols p ON p.id = r.protocol
      GROUP BY o.scenario, p.id;
    CREATE VIEW bad_debt_by_asset AS
      -- scenario, asset, bad_debt_usd
      SELECT o.scenario, r.asset,
        SUM(o.realized_bad_debt_usd + o.latent_bad_debt_usd) AS bad_debt_usd
      FROM reserve_outcomes o JOIN reserves r ON r.id = o.reserve
      GROUP BY o.scenario, r.asset;
    CREATE VIEW bad_debt_by_chain AS
      -- scenario, chain, bad_debt_usd
      SELECT o.scenario, p.chain,
        SUM(o.realized_bad_debt_usd + o.latent_bad_debt_usd) AS bad_debt_usd
      FROM reserve_outcomes o JOIN reserves r ON r.id = o.reserve
        JOIN protocols p ON p.id = r.protocol
      GROUP BY o.scenario, p.chain;
    CREATE VIEW price_factors_by_asset AS
      -- scenario, asset, price_factor
      SELECT o.scenario, a.name AS asset, o.price_factor
      FROM asset_outcomes o JOIN assets a ON a.id = o.asset;
    CREATE VIEW losses_by_party AS
      -- scenario, party, kind, direct_loss_usd, final_loss_usd; final bearers only
      SELECT o.scenario, p.name AS party, p.kind, o.direct_loss_usd, o.final_loss_usd
      FROM party_outcomes o JOIN parties p ON p.id = o.party
      WHERE p.is_final_bearer;
    CREATE VIEW variants_by_name AS
      -- scenario, variant, bad_debt_usd, final_loss_usd, liquidated_usd
      SELECT o.scenario, v.name AS variant, o.bad_debt_usd, o.final_loss_usd, o.liquidated_usd
      FROM variant_outcomes o JOIN variants v ON v.id = o.variant;
    """
}
