using System.Text.Json;
using Clinic.Domain.Availability;

namespace Clinic.Api.Availability;

/// <summary>
/// A page of slots, written without objects in between: this is what websites ask for all day long.
/// The shape is that of <c>Listing&lt;SlotResource&gt;</c>.
/// </summary>
internal sealed class SlotListing(FoundSlots found, int first, int count) : IResult
{
    private const int BytesPerSlot = 240;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(64 + (count * BytesPerSlot));
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            Write(json);
        }

        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        var writer = SlotWriter.Of(found.Facts);
        for (var i = first; i < first + count; i++)
        {
            writer.Write(json, found.Slots[i]);
        }

        json.WriteEndArray();
        if (first + count < found.Slots.Count)
        {
            json.WriteString("next"u8, found.Slots[first + count - 1].Id.ToString());
        }

        json.WriteEndObject();
    }
}
