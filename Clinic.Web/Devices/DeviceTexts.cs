namespace Clinic.Web.Devices;

/// <summary>Marks the texts of devices.</summary>
public sealed class DeviceTexts;
