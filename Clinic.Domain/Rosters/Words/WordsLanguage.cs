namespace Clinic.Domain.Rosters.Words;

/// <summary>A language in which rosters are read and written.</summary>
public enum WordsLanguage
{
    Ru,
    En,
    Fr,
}
