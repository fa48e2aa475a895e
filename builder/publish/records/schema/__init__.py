"""What every file of records in content/ must hold and may hold, as msgspec types: a module for each folder."""
