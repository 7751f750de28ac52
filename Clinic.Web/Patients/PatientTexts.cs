namespace Clinic.Web.Patients;

/// <summary>Marks the texts of patients' cards.</summary>
public sealed class PatientTexts;
