-- The two roles of the database. Run once, as a superuser, connected to the gateway's database:
--
--     MAPPA_OWNER_PASSWORD=... MAPPA_GATEWAY_PASSWORD=... psql -d mappa -f deploy/roles.sql
--
-- mappa_owner    owns the tables and migrates; nobody serves as it
-- mappa_gateway  serves: reads the agencies' records and the directory, appends to the access record, changes neither
--
-- A privilege that is not granted here is not had. Run again it changes nothing but the passwords.
\set ON_ERROR_STOP on
\getenv owner_password MAPPA_OWNER_PASSWORD
\getenv gateway_password MAPPA_GATEWAY_PASSWORD

SELECT 'CREATE ROLE mappa_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mappa_owner') \gexec
SELECT 'CREATE ROLE mappa_gateway' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mappa_gateway') \gexec
ALTER ROLE mappa_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE mappa_gateway LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'gateway_password';

-- Only these two come in, and only the owner makes anything.
SELECT current_database() AS database \gset
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT, CREATE ON DATABASE :"database" TO mappa_owner;
GRANT USAGE, CREATE ON SCHEMA public TO mappa_owner;
GRANT CONNECT ON DATABASE :"database" TO mappa_gateway;
GRANT USAGE ON SCHEMA public TO mappa_gateway;

-- One PostgreSQL schema for each owner of records.
CREATE SCHEMA IF NOT EXISTS person AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS police AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS prison AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS probation AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS partners AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS coordination AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS directory AUTHORIZATION mappa_owner;
CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION mappa_owner;
GRANT USAGE ON SCHEMA person, police, prison, probation, partners, coordination, directory, audit TO mappa_gateway;

-- What migrations make from now on, and what is there already: read, and nothing more.
ALTER DEFAULT PRIVILEGES FOR ROLE mappa_owner IN SCHEMA person, police, prison, probation, partners, coordination,
    directory GRANT SELECT ON TABLES TO mappa_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA person, police, prison, probation, partners, coordination, directory
    TO mappa_gateway;

-- The access record: appended to and read; never changed, never emptied.
ALTER DEFAULT PRIVILEGES FOR ROLE mappa_owner IN SCHEMA audit GRANT SELECT, INSERT ON TABLES TO mappa_gateway;
ALTER DEFAULT PRIVILEGES FOR ROLE mappa_owner IN SCHEMA audit GRANT USAGE ON SEQUENCES TO mappa_gateway;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA audit TO mappa_gateway;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA audit TO mappa_gateway;
