namespace Clinic.Api;

public static class Program
{
    public static void Main()
    {
    }
}
