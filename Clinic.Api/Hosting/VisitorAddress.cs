using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Clinic.Api.Hosting;

/// <summary>What counts as one visitor: an IPv4 address, or an IPv6 network of 64 bits, for whoever has one has that many addresses.</summary>
internal readonly record struct VisitorAddress(AddressFamily Family, ulong Number)
{
    private const int AddressBytes = 16;

    /// <summary>Of the peer, or of whoever a trusted proxy asks for.</summary>
    internal static VisitorAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.None);

    internal static VisitorAddress Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[AddressBytes];
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        plain.TryWriteBytes(bytes, out var length);
        return new(plain.AddressFamily, length == AddressBytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
