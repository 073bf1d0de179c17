GRANT CREATE, USAGE ON SCHEMA public TO app_migrate;
