using Clinic.Domain.Problems;

namespace Clinic.Web.Components;

/// <summary>Finds what a refusal says of one field of a form.</summary>
public static class Faults
{
    /// <summary>The text of the fault at the field, in the reader's language; null where there is none.</summary>
    public static string? At(this Problem? problem, string pointer) =>
        problem?.Errors.FirstOrDefault(e => e.Pointer == pointer) is { } error ? Problem.Text(error.Code) : null;
}
