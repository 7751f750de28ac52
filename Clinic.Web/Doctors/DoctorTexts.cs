namespace Clinic.Web.Doctors;

/// <summary>Marks the texts of doctors and specialties.</summary>
public sealed class DoctorTexts;
