## handling
