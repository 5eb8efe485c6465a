"""The records that GraphQL shows, one module for each owner of the tables behind them."""
