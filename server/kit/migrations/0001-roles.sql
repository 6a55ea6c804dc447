-- Roles that own nothing, are no superusers and cannot bypass row-level security. One for each side of the house.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'luodi_oversight') THEN
    CREATE ROLE luodi_oversight NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'luodi_services') THEN
    CREATE ROLE luodi_services NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  -- The embedded database has a user of the application's own; elsewhere it is whoever connects.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'luodi_application') THEN
    GRANT luodi_oversight, luodi_services TO luodi_application;
  ELSIF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT luodi_oversight, luodi_services TO %I', current_user);
  END IF;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
