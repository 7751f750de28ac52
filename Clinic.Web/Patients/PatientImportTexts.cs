namespace Clinic.Web.Patients;

/// <summary>Marks the texts of the import of patients and visits.</summary>
public sealed class PatientImportTexts;
