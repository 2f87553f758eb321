// Update with your config settings.
const path = require("path");
require("dotenv").config({ path: path.join(__dirname, ".env") });

const { REPORTS_HOST } = process.env;

const migrations = { directory: path.join(__dirname, "db", "migrations"), tableName: "knex_migrations" };

/** @type { Object.<string, import("knex").Knex.Config> } */
const base = {
  client: "pg",
  searchPath: ["app"],
  pool: { min: 2, max: 10, acquireTimeoutMillis: 60 * 1000 },
  migrations,
};

module.exports = {
  development: {
    client: "better-sqlite3",
    connection: { filename: "./dev.sqlite3" },
    useNullAsDefault: true,
  },

  staging: {
    ...base,
    connection: {
      host: `db-${process.env.REGION}.example.org`,
      port: 5433,
      database: "shop",
      user: "shop",
      password: process.env.STAGING_PASSWORD,
      ssl: true,
      application_name: "shop",
    },
  },

  production: {
    ...base,
    pool: { ...base.pool, max: 40 },
    connection: {
      host: process.env["PRODUCTION_HOST"],
      port: 5432,
      database: "shop",
      user: "shop",
      password: process.env.PRODUCTION_PASSWORD,
      ssl: { rejectUnauthorized: false },
      statement_timeout: 15_000,
    },
  },

  "reports@production": {
    client: "mysql2",
    connection: { host: REPORTS_HOST, port: 3306, database: "reports", user: "reader", timezone: "+02:00" },
    pool: { min: 0, max: 3 },
  },
};
