-- The roles of the database. Run once, as a superuser, connected to the gateway's database:
--
--     MAPPA_OWNER_PASSWORD=... MAPPA_GATEWAY_PASSWORD=... psql -d mappa -f deploy/roles.sql
--
-- mappa_owner    owns the tables and migrates; nobody serves as it
-- mappa_gateway  serves: reads the agencies' records and the directory, appends to the access record, keeps the sessions
--                of the pages, and writes what the acts of the process write: the rows and columns that the migrations
--                grant, and no other
-- mappa_reader   what mappa_gateway takes on for reading: nobody signs in as it, and it adds to the access record alone
--
-- A privilege that is not granted here is not had. Run again it changes nothing but the passwords.
\set ON_ERROR_STOP on
\getenv owner_password MAPPA_OWNER_PASSWORD
\getenv gateway_password MAPPA_GATEWAY_PASSWORD

SELECT 'CREATE ROLE mappa_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mappa_owner') \gexec
SELECT 'CREATE ROLE mappa_gateway' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mappa_gateway') \gexec
SELECT 'CREATE ROLE mappa_reader' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mappa_reader') \gexec
ALTER ROLE mappa_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE mappa_gateway LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'gateway_password';

-- Only the first two come in, and only the owner makes anything.
SELECT current_database() AS database \gset
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT, CREATE ON DATABASE :"database" TO mappa_owner;
GRANT USAGE, CREATE ON SCHEMA public TO mappa_owner;
GRANT CONNECT ON DATABASE :"database" TO mappa_gateway;
GRANT USAGE ON SCHEMA public TO mappa_gateway, mappa_reader;
GRANT mappa_reader TO mappa_gateway;

-- The schemas, the tables and what mappa_gateway may do with them come with `mappa migrate`, run as mappa_owner.
