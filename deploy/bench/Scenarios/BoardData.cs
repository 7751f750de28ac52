using System.Text;

namespace Clinic.Bench.Scenarios;

/// <summary>What of a page of the board is the day itself: all between its toolbar and its end.</summary>
public static class BoardData
{
    /// <summary>Bytes that a full day may weigh as the server sends it, not compressed.</summary>
    public const int Most = 200_000;

    /// <summary>Bytes of the day; 0 where the page shows none.</summary>
    public static int Bytes(string page)
    {
        var start = page.IndexOf("<div class=\"board ", StringComparison.Ordinal);
        return start < 0 ? 0 : Encoding.UTF8.GetByteCount(page.AsSpan(start, page.LastIndexOf("</section>", StringComparison.Ordinal) - start));
    }
}
