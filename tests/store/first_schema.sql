-- A database of the first schema (0001), to upgrade in tests.
BEGIN TRANSACTION;
CREATE TABLE accounts (
	platform TEXT NOT NULL, 
	id TEXT NOT NULL, 
	person_id TEXT, 
	standing TEXT NOT NULL, 
	checked_at DATETIME NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (platform, id), 
	CONSTRAINT fk_accounts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "accounts" VALUES('slack','T1/U2','leder','member','2026-12-03 11:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE areas (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	level TEXT NOT NULL, 
	parent TEXT, 
	aliases JSON NOT NULL, 
	postal_codes JSON NOT NULL, 
	neighbours JSON NOT NULL, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_areas PRIMARY KEY (id)
);
INSERT INTO "areas" VALUES('koebenhavn','København','by',NULL,'[]','[]','[]',1,'19248cfa5f24b3ce7d59d321df781cca');
INSERT INTO "areas" VALUES('noerrebro','Nørrebro','bydel','koebenhavn','["2200"]','["2200"]','["oesterbro"]',2,'72d5a321db862f2ab33a40e42231fdff');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	record_id TEXT NOT NULL, 
	changes JSON, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-12-03 11:00:00.000000','import','create','area','koebenhavn',NULL);
INSERT INTO "audit" VALUES(2,'2026-12-03 11:00:00.000000','import','create','area','noerrebro',NULL);
INSERT INTO "audit" VALUES(3,'2026-12-03 11:00:00.000000','import','create','offer','klub-n',NULL);
INSERT INTO "audit" VALUES(4,'2026-12-03 11:00:00.000000','import','create','offer','lektier',NULL);
INSERT INTO "audit" VALUES(5,'2026-12-03 11:00:00.000000','import','create','party','uu',NULL);
INSERT INTO "audit" VALUES(6,'2026-12-03 11:00:00.000000','import','create','board','b',NULL);
INSERT INTO "audit" VALUES(7,'2026-12-03 11:00:00.000000','import','create','plan','p',NULL);
INSERT INTO "audit" VALUES(8,'2026-12-03 11:00:00.000000','import','create','group','g',NULL);
INSERT INTO "audit" VALUES(9,'2026-12-03 11:00:00.000000','import','create','series','uu-plan',NULL);
INSERT INTO "audit" VALUES(10,'2026-12-03 11:00:00.000000','import','create','initiative','i',NULL);
INSERT INTO "audit" VALUES(11,'2026-12-03 11:00:00.000000','import','create','person','leder',NULL);
INSERT INTO "audit" VALUES(12,'2026-12-03 11:00:00.000000','import','create','person','vejleder',NULL);
INSERT INTO "audit" VALUES(13,'2026-12-03 11:00:00.000000','leder','update','offer','klub-n','{"phone":["33 17 33 33","33 66 33 66"]}');
INSERT INTO "audit" VALUES(14,'2026-12-03 11:00:00.000000','vejleder','forget','person','vejleder',NULL);
INSERT INTO "audit" VALUES(15,'2026-12-03 11:00:00.000000','leder','create','feedback','1',NULL);
INSERT INTO "audit" VALUES(16,'2026-12-03 11:00:00.000000','administrator','close','feedback','1',NULL);
INSERT INTO "audit" VALUES(17,'2026-12-03 11:00:00.000000','leder','create','feedback','2',NULL);
CREATE TABLE boards (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	areas JSON NOT NULL, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_boards PRIMARY KEY (id)
);
INSERT INTO "boards" VALUES('b','Bydelsbestyrelsen','["noerrebro"]',1,'60f9fc257987faf6014cfbe310fd4ca7');
CREATE TABLE feedback (
	id INTEGER NOT NULL, 
	offer_id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	outcome TEXT, 
	closed_by TEXT, 
	closed_at DATETIME, 
	CONSTRAINT pk_feedback PRIMARY KEY (id), 
	CONSTRAINT fk_feedback_offer_id FOREIGN KEY(offer_id) REFERENCES offers (id)
);
INSERT INTO "feedback" VALUES(1,'klub-n','Lukket om søndagen','leder','2026-12-03 11:00:00.000000','rettet','administrator','2026-12-03 11:00:00.000000');
INSERT INTO "feedback" VALUES(2,'lektier','Hvor?','leder','2026-12-03 11:00:00.000000',NULL,NULL,NULL);
CREATE TABLE gaps (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	area TEXT, 
	age_band TEXT, 
	topics JSON NOT NULL, 
	failed TEXT, 
	CONSTRAINT pk_gaps PRIMARY KEY (id)
);
INSERT INTO "gaps" VALUES(1,'2026-12-03 11:00:00.000000','noerrebro','13-17','["cricket"]','topics');
CREATE TABLE groups (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parties JSON NOT NULL, 
	members TEXT, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_groups PRIMARY KEY (id)
);
INSERT INTO "groups" VALUES('g','Styregruppen','["uu"]',NULL,1,'ae8744625115574dd492b92b706a5563');
CREATE TABLE initiatives (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	"plan" TEXT, 
	employer TEXT, 
	steering JSON NOT NULL, 
	following JSON NOT NULL, 
	partners JSON NOT NULL, 
	duration_years INTEGER, 
	start TEXT, 
	"end" TEXT, 
	decision_due TEXT, 
	full_time_years DOUBLE, 
	funding JSON NOT NULL, 
	meetings_per_year JSON NOT NULL, 
	reporting TEXT, 
	evaluation TEXT, 
	builds_on TEXT, 
	lessons JSON NOT NULL, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_initiatives PRIMARY KEY (id)
);
INSERT INTO "initiatives" VALUES('i','Indsatsen','',NULL,NULL,'[]','[]','[]',NULL,NULL,NULL,NULL,NULL,'[["LBF",630000,null]]','[1,2]',NULL,NULL,NULL,'[]',1,'e5e84d0304654def6fb0da91468423ea');
CREATE TABLE meta (
	id INTEGER NOT NULL, 
	directory_version BIGINT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (id)
);
INSERT INTO "meta" VALUES(1,5);
CREATE TABLE offers (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	description TEXT NOT NULL, 
	organisation TEXT, 
	areas JSON NOT NULL, 
	place TEXT, 
	address TEXT, 
	postal_code TEXT, 
	city TEXT, 
	min_age INTEGER, 
	max_age INTEGER, 
	audience JSON NOT NULL, 
	topics JSON NOT NULL, 
	schedule JSON NOT NULL, 
	schedule_note TEXT, 
	price_dkk DOUBLE, 
	price_note TEXT, 
	signup TEXT, 
	phone TEXT, 
	email TEXT, 
	url TEXT, 
	source_url TEXT, 
	source_date TEXT, 
	source_note TEXT, 
	kind TEXT NOT NULL, 
	edited JSON, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_offers PRIMARY KEY (id)
);
INSERT INTO "offers" VALUES('klub-n','Klub N','Klub for unge.','',NULL,'["noerrebro"]',NULL,NULL,NULL,NULL,13,17,'["alle"]','["ungdomsklub"]','[["man","16:00","22:00"],["søn",null,null]]',NULL,0.0,NULL,NULL,'33 66 33 66',NULL,NULL,NULL,'2019',NULL,'tilbud','{"phone":"owner"}',1,'02819a73f4d0e1070807ada35ffb7e4d');
INSERT INTO "offers" VALUES('lektier','Lektiehjælp','','',NULL,'["koebenhavn"]',NULL,NULL,NULL,NULL,NULL,NULL,'[]','[]','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'indsats',NULL,2,'b0b854ab1702c8ffc37d7bbd24a33e33');
CREATE TABLE parties (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parent TEXT, 
	note TEXT, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_parties PRIMARY KEY (id)
);
INSERT INTO "parties" VALUES('uu','UU',NULL,NULL,1,'2a4933bf6a9a0de3b89a0adac7bbb831');
CREATE TABLE people (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	role TEXT NOT NULL, 
	name TEXT, 
	email TEXT, 
	"plan" TEXT, 
	party TEXT, 
	board TEXT, 
	employer TEXT, 
	forgotten JSON, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id)
);
INSERT INTO "people" VALUES('leder','Leder, Helhedsplanen','plan_leader',NULL,'leder@example.org','p',NULL,NULL,NULL,NULL,1,'0b14f09cd977f77cf8ce2163746a497c');
INSERT INTO "people" VALUES('vejleder','Ungevejleder','staff',NULL,NULL,NULL,NULL,NULL,NULL,'["153277e9d10939eaf5aaadbb402d3605","c19f015bd54574421e3d1542784a442c"]',2,'');
CREATE TABLE plans (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	board TEXT, 
	areas JSON NOT NULL, 
	departments JSON NOT NULL, 
	note TEXT, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (id)
);
INSERT INTO "plans" VALUES('p','Helhedsplanen','b','["noerrebro"]','["Afd. 1"]',NULL,1,'f140c5c5f0afa84cf7ffb2c978898131');
CREATE TABLE sentences (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	facets JSON NOT NULL, 
	expires DATETIME NOT NULL, 
	CONSTRAINT pk_sentences PRIMARY KEY (id)
);
INSERT INTO "sentences" VALUES(1,'2026-12-03 11:00:00.000000','hvor spiller man cricket?','{"topics":"cricket"}','2027-03-03 11:00:00.000000');
CREATE TABLE series (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	"between" JSON NOT NULL, 
	per TEXT, 
	owed_per_year INTEGER NOT NULL, 
	wanted_per_year INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_series PRIMARY KEY (id)
);
INSERT INTO "series" VALUES('uu-plan','Helhedsplan og UU','["plan_leader","coordinator:uu"]','plan',1,2,1,'3809452a2e3b9196afaf91584f7ddd05');
CREATE INDEX ix_audit_kind_record_id ON audit (kind, record_id);
CREATE INDEX ix_sentences_expires ON sentences (expires);
CREATE INDEX ix_accounts_person_id ON accounts (person_id);
CREATE INDEX ix_feedback_offer_id ON feedback (offer_id);
COMMIT;
