using System.Globalization;
using Clinic.Domain.Rosters.Workbook;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Clinic.Web.Rosters;

/// <summary>Brings a chosen file from the browser, telling how far it is.</summary>
internal sealed class WorkbookUpload(IStringLocalizer<ImportTexts> texts, Action<string> show)
{
    private const int Chunk = 64 * 1024;

    /// <summary>The content, or in words why there is none.</summary>
    public async Task<(MemoryStream? Content, string? Fault)> Receive(IBrowserFile file, CancellationToken cancel)
    {
        if (file.Size > WorkbookLimits.FileBytes)
        {
            return (null, texts["TooBig"]);
        }

        var content = new MemoryStream((int)file.Size);
        try
        {
            await using var source = file.OpenReadStream(WorkbookLimits.FileBytes, cancel);
            var buffer = new byte[Chunk];
            var told = -1;
            for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length * 10 / Math.Max(1, file.Size) is var tenths && tenths != told)
                {
                    told = (int)tenths;
                    show(texts["Uploading", (tenths * 10).ToString(CultureInfo.CurrentCulture)]);
                }
            }
        }
        catch (Exception error) when (error is IOException or JSException or TimeoutException)
        {
            return (null, texts["Lost"]);
        }

        content.Position = 0;
        return (content, null);
    }
}
