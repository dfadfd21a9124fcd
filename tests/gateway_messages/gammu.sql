-- The tables of gammu-smsd 1.42 (schema version 17), with the columns and defaults that matter to a reader and writer.
CREATE TABLE gammu(Version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO gammu VALUES(17);
CREATE TABLE outbox(
  InsertIntoDB NUMERIC NOT NULL DEFAULT (datetime('now')), SendingDateTime NUMERIC NOT NULL DEFAULT (datetime('now')),
  SendBefore time NOT NULL DEFAULT '23:59:59', SendAfter time NOT NULL DEFAULT '00:00:00', Text TEXT,
  DestinationNumber TEXT NOT NULL DEFAULT '', Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT,
  TextDecoded TEXT NOT NULL DEFAULT '', ID INTEGER PRIMARY KEY AUTOINCREMENT, MultiPart TEXT NOT NULL DEFAULT 'false',
  SenderID TEXT, SendingTimeOut NUMERIC NOT NULL DEFAULT (datetime('now')), DeliveryReport TEXT DEFAULT 'default',
  CreatorID TEXT NOT NULL, Retries INTEGER DEFAULT 0, Status TEXT NOT NULL DEFAULT 'Reserved',
  StatusCode INTEGER NOT NULL DEFAULT -1, CHECK(DeliveryReport IN ('default', 'yes', 'no')),
  CHECK(Coding IN ('Default_No_Compression', 'Unicode_No_Compression', '8bit', 'Default_Compression', 'Unicode_Compression')));
CREATE TABLE outbox_multipart(
  Text TEXT, Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT, TextDecoded TEXT, ID INTEGER,
  SequencePosition INTEGER NOT NULL DEFAULT 1, Status TEXT NOT NULL DEFAULT 'Reserved',
  StatusCode INTEGER NOT NULL DEFAULT -1, PRIMARY KEY(ID, SequencePosition));
CREATE TABLE sentitems(
  SendingDateTime NUMERIC NOT NULL DEFAULT (datetime('now')), DeliveryDateTime NUMERIC, Text TEXT NOT NULL,
  DestinationNumber TEXT NOT NULL DEFAULT '', Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT NOT NULL,
  TextDecoded TEXT NOT NULL DEFAULT '', ID INTEGER, SenderID TEXT NOT NULL, SequencePosition INTEGER NOT NULL DEFAULT 1,
  Status TEXT NOT NULL DEFAULT 'SendingOK', StatusError INTEGER NOT NULL DEFAULT -1, TPMR INTEGER NOT NULL DEFAULT -1,
  CreatorID TEXT NOT NULL, StatusCode INTEGER NOT NULL DEFAULT -1, PRIMARY KEY(ID, SequencePosition));
CREATE TABLE inbox(
  ReceivingDateTime NUMERIC NOT NULL DEFAULT (datetime('now')), Text TEXT NOT NULL, SenderNumber TEXT NOT NULL DEFAULT '',
  Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT NOT NULL, TextDecoded TEXT NOT NULL DEFAULT '',
  ID INTEGER PRIMARY KEY AUTOINCREMENT, RecipientID TEXT NOT NULL, Processed TEXT NOT NULL DEFAULT 'false');
CREATE TABLE phones(ID TEXT NOT NULL, IMEI TEXT PRIMARY KEY NOT NULL);
INSERT INTO phones VALUES('site1', '490154203237518');
