-- What the public host's database login may do on PostgreSQL. Run by the owner of the database after each migration:
--   psql -d clinic -v login=clinic_api -f deploy/grants-postgres.sql
-- The public host writes contact details, notes, consents and audit entries and cannot read them back.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM :"login";
GRANT USAGE ON SCHEMA public TO :"login";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :"login";

-- What a stranger may see, and the keys of the installation.
GRANT SELECT ON "Profile", "ConsentTexts", "Sites", "Closures", "Rooms", "Devices", "Outages", "Specialties", "Doctors", "DoctorPhotos", "DoctorSpecialties", "VisitTypes",
  "DoctorVisitTypes", "RosterLines", "RosterExceptions", "Absences", "Secrets" TO :"login";

-- The booking core: nothing personal in it.
GRANT SELECT, INSERT, UPDATE, DELETE ON "Occupancy", "Holds", "GroupVisits" TO :"login";
GRANT SELECT, INSERT, UPDATE ON "Bookings" TO :"login";
GRANT SELECT, INSERT ON "IdempotencyKeys", "Changes" TO :"login";

-- Of the visits without a place: whoever cancels or moves one by link takes it off the list.
GRANT SELECT ("BookingId", "ResolvedAt"), UPDATE ("ResolvedAt") ON "DisplacedBookings" TO :"login";

-- Written, never read; of the audit only the number that the database gives an entry.
GRANT INSERT ON "Contacts", "Consents", "BookingNotes", "BookingCovers", "BookingProxies", "Callbacks", "WaitingEntries", "Messages", "Audit" TO :"login";
GRANT SELECT ("Id") ON "Audit" TO :"login";

-- Whoever withdraws a consent by link: which there are, and whether they still hold; whose card is a number. Where the page was embedded and who took a paper stay unread.
GRANT SELECT ("Id", "Kind", "ContactId", "PatientId", "Version", "GivenAt", "WithdrawnAt"), UPDATE ("WithdrawnAt") ON "Consents" TO :"login";
GRANT SELECT ("BookingId", "ContactId") ON "BookingProxies" TO :"login";

-- Codes for addresses: asked for and checked, and the address itself is not read.
GRANT INSERT ON "ContactCodes" TO :"login";
GRANT SELECT ("Id", "EmailHash", "Hour", "Number", "ExpiresAt", "Tries"), UPDATE ("Tries") ON "ContactCodes" TO :"login";

-- A returning contact is recognised by a keyed hash alone; which card stands for a duplicate is a number.
GRANT SELECT ("Id", "ContactKey", "MergedInto") ON "Patients" TO :"login";
