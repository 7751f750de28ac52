namespace Clinic.Bench;

public static class Program
{
    public static void Main()
    {
    }
}
